import { type ErrorCode, PlumblineError } from '../errors.ts';
import { type Statement, transactionRule } from '../splitter/index.ts';
import { type Directives, readDirectives } from './directives.ts';
import type { ParsedMigration } from './migration.ts';
import { fillPlaceholders, type Placeholders } from './placeholders.ts';

/** How a file runs: all of it in one transaction, or statement by statement with recorded progress. */
export type Mode = 'transactional' | 'stepwise';

/** One statement of a file that runs, and whether it can run inside a transaction. */
export interface Step {
  readonly statement: Statement;
  readonly kind: string;
  /** What is sent: the statement's text, with its placeholders filled. */
  readonly text: string;
  /** An offset in `text` to the one in the statement as it is written. */
  readonly written: (offset: number) => number;
  /** Inside a transaction its progress is recorded with it; outside, around it. */
  readonly inTransaction: boolean;
}

/** A file that was found fit to run. */
export interface FileMode {
  readonly mode: Mode;
  readonly steps: readonly Step[];
  readonly directives: Directives;
  /** Things to say: an outer BEGIN ... COMMIT that was left out, a file without statements. */
  readonly warnings: readonly string[];
}

const OPENERS = new Set(['BEGIN', 'START TRANSACTION']);
const CLOSERS = new Set(['COMMIT', 'END']);
/** They change the session or nothing at all, and go with either kind of file. */
const NEUTRAL = new Set(['SET', 'RESET', 'SHOW', 'ANALYZE', 'SELECT', 'DISCARD', 'CHECKPOINT', 'LOAD']);

/**
 * Decides how a file runs.
 *
 * One outer pair of BEGIN and COMMIT is left out, since the runner opens a transaction anyway; any other transaction
 * control is refused: a COMMIT in the middle would end the runner's transaction silently, and the rest of the file
 * would run without its history row.
 *
 * @param serverMajor 14 to 18; what may run in a transaction block differs by version
 * @param placeholders what `${name}` stands for; null leaves them as they are
 * @throws PlumblineError `undefined-placeholder`, `transaction-control`, `mixed-file`, `unknown-directive`, `invalid-sql`
 */
export function fileMode(
  migration: ParsedMigration,
  serverMajor: number,
  placeholders: Placeholders | null = null,
): FileMode {
  const directives = readDirectives(migration);
  const all = migration.statements;
  const warnings: string[] = [];
  const wrapped = isWrapped(all);
  const statements = wrapped ? all.slice(1, -1) : all;
  if (wrapped) warnings.push('its outer BEGIN ... COMMIT was left out: every file runs in a transaction anyway');
  if (statements.length === 0) warnings.push('it has no statements');
  const steps = statements.map((statement): Step => {
    // Told by reading the statement, so once.
    const { kind } = statement;
    const rule = transactionRule(statement, serverMajor, kind);
    if (rule.class === 'control') throw control(migration, statement);
    if (!statement.standardConformingStrings && all[0]?.standardConformingStrings)
      throw stringSetting(migration, statement);
    const barred = rule.class === 'never' || (directives.noTransaction && rule.class !== 'allowed');
    const filled = placeholders === null ? null : fillPlaceholders(migration, statement, placeholders);
    const { text, written } = filled ?? { text: statement.text, written: unchanged };
    return { statement, kind, text, written, inTransaction: !barred };
  });
  const stepwise = directives.noTransaction || steps.some(({ inTransaction }) => !inTransaction);
  if (stepwise && !directives.noTransaction && !directives.mixed) refuseMixed(migration, steps, serverMajor);
  return { mode: stepwise ? 'stepwise' : 'transactional', steps, directives, warnings };
}

const unchanged = (offset: number): number => offset;

function isWrapped(statements: readonly Statement[]): boolean {
  const first = statements[0];
  const last = statements.at(-1);
  if (first === undefined || last === undefined || first === last) return false;
  // COMMIT AND CHAIN and BEGIN ISOLATION LEVEL ... ask for more than a plain pair, so they are not taken as one.
  return isPlain(first) && OPENERS.has(first.kind) && isPlain(last) && CLOSERS.has(last.kind);
}

function isPlain(statement: Statement): boolean {
  return /^(begin|commit|end|start)(\s+(work|transaction))?$/i.test(statement.text);
}

/** A file of both kinds cannot be rolled back when its second half fails, and nobody who reads it would expect that. */
function refuseMixed(migration: ParsedMigration, steps: readonly Step[], serverMajor: number): void {
  const barred = steps.find(({ inTransaction }) => !inTransaction)?.statement as Statement;
  const other = steps.find(({ statement, inTransaction }) => inTransaction && !NEUTRAL.has(statement.kind))?.statement;
  if (other === undefined) return;
  const reason = transactionRule(barred, serverMajor).reason ?? '';
  throw refusal(
    'mixed-file',
    migration,
    barred,
    `${barred.kind} cannot run inside a transaction block, and ${other.kind} in line ${other.line} should. ${reason}`.trim(),
    [
      `Move ${barred.kind} into a migration of its own.`,
      'Or write "-- plumbline: mixed" at the head of the file: it then runs statement by statement, and a failure keeps what ran before it.',
    ],
  );
}

function control(migration: ParsedMigration, statement: Statement): PlumblineError {
  return refusal('transaction-control', migration, statement, `${statement.kind} is not allowed in a migration.`, [
    'Remove it: Plumbline runs every file in a transaction of its own, and records the file in the same transaction.',
    'If the file needs several transactions, make it several files.',
  ]);
}

function stringSetting(migration: ParsedMigration, statement: Statement): PlumblineError {
  const message =
    'standard_conforming_strings is switched off above this statement, but the server reads the whole file with it on.';
  return refusal('invalid-sql', migration, statement, message, [
    "Remove the SET and write strings that contain backslash escapes as E'...'.",
  ]);
}

function refusal(
  code: ErrorCode,
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
