import { PlumblineError } from '../errors.ts';
import { type Statement, transactionRule } from '../splitter/index.ts';
import type { ParsedMigration } from './migration.ts';

/** What of a file runs inside the runner's own transaction. */
export interface TransactionalBody {
  readonly statements: readonly Statement[];
  /** Things to say: an outer BEGIN ... COMMIT that was left out, a file without statements. */
  readonly warnings: readonly string[];
}

const OPENERS = new Set(['BEGIN', 'START TRANSACTION']);
const CLOSERS = new Set(['COMMIT', 'END']);

/**
 * Decides that a file can run as one transaction, and which statements of it.
 *
 * One outer pair of BEGIN and COMMIT is left out, since the runner opens a transaction anyway; any other transaction
 * control is refused: a COMMIT in the middle would end the runner's transaction silently, and the rest of the file
 * would run without its history row.
 *
 * @param serverMajor 14 to 18; what may run in a transaction block differs by version
 * @throws PlumblineError `transaction-control`, `needs-stepwise`, `invalid-sql`
 */
export function transactionalBody(migration: ParsedMigration, serverMajor: number): TransactionalBody {
  const all = migration.statements;
  const warnings: string[] = [];
  const wrapped = isWrapped(all);
  const statements = wrapped ? all.slice(1, -1) : all;
  if (wrapped) warnings.push(`its outer BEGIN ... COMMIT was left out: every file runs in a transaction anyway`);
  if (statements.length === 0) warnings.push('it has no statements');
  for (const statement of statements) {
    const rule = transactionRule(statement, serverMajor);
    if (rule.class === 'control') refuseControl(migration, statement);
    if (rule.class === 'never') refuseStepwise(migration, statement, rule.reason);
    if (!statement.standardConformingStrings && all[0]?.standardConformingStrings)
      refuseStringSetting(migration, statement);
  }
  return { statements, warnings };
}

function isWrapped(statements: readonly Statement[]): boolean {
  const first = statements[0];
  const last = statements.at(-1);
  if (first === undefined || last === undefined || first === last) return false;
  // COMMIT AND CHAIN and BEGIN ISOLATION LEVEL ... ask for more than a plain pair, so they are not taken as one.
  return OPENERS.has(first.kind) && isPlain(first) && CLOSERS.has(last.kind) && isPlain(last);
}

function isPlain(statement: Statement): boolean {
  return /^(begin|commit|end|start)(\s+(work|transaction))?$/i.test(statement.text);
}

function refuseControl(migration: ParsedMigration, statement: Statement): never {
  throw refusal('transaction-control', migration, statement, `${statement.kind} is not allowed in a migration.`, [
    'Remove it: Plumbline runs every file in a transaction of its own, and records the file in the same transaction.',
    'If the file needs several transactions, make it several files.',
  ]);
}

function refuseStepwise(migration: ParsedMigration, statement: Statement, reason: string | null): never {
  const why = reason === null ? '' : ` (${reason})`;
  throw refusal(
    'needs-stepwise',
    migration,
    statement,
    `${statement.kind} cannot run inside a transaction block${why}, and this version of Plumbline runs every file in one.`,
    ['Run this statement by hand outside a migration for now, or use a form that is allowed in a transaction.'],
  );
}

function refuseStringSetting(migration: ParsedMigration, statement: Statement): never {
  throw refusal(
    'invalid-sql',
    migration,
    statement,
    'standard_conforming_strings is switched off above this statement, but the server reads the whole file with it on.',
    ["Remove the SET and write strings that contain backslash escapes as E'...'."],
  );
}

function refusal(
  code: 'transaction-control' | 'needs-stepwise' | 'invalid-sql',
  migration: ParsedMigration,
  statement: Statement,
  message: string,
  remedy: readonly string[],
): PlumblineError {
  const { line, column } = statement;
  return new PlumblineError(code, `${migration.file}:${line}:${column}: ${message}`, {
    position: { file: migration.file, line, column },
    offset: statement.start,
    migration: migration.name,
    remedy,
  });
}
