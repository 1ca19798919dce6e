import { quoteLiteral } from '../db/quote.ts';
import type { CopyData } from '../db/simple-query.ts';
import { blockOfLine, readBlock } from '../source/copy-block.ts';
import type { Step } from '../source/file-mode.ts';
import type { ParsedMigration } from '../source/migration.ts';
import { messageMark } from './message-mark.ts';

/** One statement's place in the message that is sent. Offsets in UTF-16 units. */
export interface Piece {
  readonly step: Step;
  /** Where its text begins in the message. */
  readonly sentStart: number;
  /** Its number in the file, from 1. */
  readonly number: number;
}

/** What is sent as one simple query, with what is needed to say which of its statements failed. */
export interface ComposedMessage {
  readonly parts: readonly string[];
  /** The parts as one text. Made when it is asked for: of a large file they are as good as all the memory it takes. */
  readonly text: string;
  /** The length of the text, in UTF-16 units. */
  readonly length: number;
  /** What ends its transaction, in the same query or behind it; empty where it has none of its own. */
  readonly end: string;
  /** The comment that it begins with, by which its backend can be found. */
  readonly mark: string;
  readonly pieces: readonly Piece[];
  /** How many statements come before the file's own. */
  readonly prologue: number;
  /** The data of each COPY ... FROM STDIN, in order. */
  readonly copyData: readonly CopyData[];
  /** After a failure there is a transaction to roll back. */
  readonly opensTransaction: boolean;
}

/** Settings for one transaction. Milliseconds. */
export interface TransactionSettings {
  readonly lockTimeoutMs: number;
  readonly statementTimeoutMs: number;
  /** The server notices within two seconds that its client is gone; only some platforms can. */
  readonly checkClient: boolean;
  /** Statements that give a client of the caller's back its role and search path; none for a connection of our own. */
  readonly restore: readonly string[];
  /** The role of the run, as SET ROLE takes it: it writes the history, whatever role the file has taken. */
  readonly ownRole: string;
  /** The schema of the history. */
  readonly schema: string;
  /** What the file sets is put back in the same message: the next one may come from somebody else's client. */
  readonly isPooled: boolean;
}

/** Role and settings as the connection had them: nothing that an earlier file left behind reaches the next. */
const RESET = ['reset session authorization', 'reset role', 'reset all'] as const;

/**
 * Composes a transactional file: settings reset, BEGIN, timeouts, the claim, the file's statements, the history row,
 * COMMIT. One message and one answer, whatever the distance to the server.
 *
 * The claim comes first: the server goes on with the message of a client that died, and commits it. Whoever runs the
 * file next waits at the claim until that is over, and then finds the file applied.
 *
 * @param steps those of the file that run, in order
 * @param rows the expression that waits for whoever has the file, the statement that claims it, and the one that
 * records it as applied
 * @param checks statements that follow the file's own, and fail when it must not be committed
 */
export function composeFile(
  migration: ParsedMigration,
  steps: readonly Step[],
  rows: { readonly lock?: string; readonly claim: string; readonly applied: string },
  settings: TransactionSettings,
  checks: readonly string[] = [],
): ComposedMessage {
  const opening = [XID, ...(rows.lock === undefined ? [] : [rows.lock])].join(', ');
  // The statement timeout is the file's: to wait for whoever has the file does not count.
  const timeout = setLocal('statement_timeout', `${settings.statementTimeoutMs}ms`);
  const before = [...RESET, ...settings.restore, 'begin', ...localSettings(settings), opening, timeout, rows.claim];
  const after = [...checks, asOwnRole(settings.ownRole, rows.applied)].join(';\n');
  return compose(migration, before, steps, 1, after, settings);
}

/**
 * Composes one statement of a stepwise file that can run in a transaction: its progress is recorded with it, so that
 * it is done exactly once. What earlier statements of the file have set stays set.
 *
 * The claim comes first here too, and fails when the statement is done or another is to come before it.
 *
 * @param number the statement's number in the file, from 1
 * @param rows the statement that claims the step, and the one that records it as done
 */
export function composeStep(
  migration: ParsedMigration,
  step: Step,
  number: number,
  rows: { readonly claim: string; readonly done: string },
  settings: TransactionSettings,
): ComposedMessage {
  // Behind a pooler there is no session that has the timeouts.
  const timeout = setLocal('statement_timeout', `${settings.statementTimeoutMs}ms`);
  const local = settings.isPooled ? [...localSettings(settings), timeout] : [];
  return compose(migration, ['begin', ...local, rows.claim], [step], number, rows.done, settings);
}

/** A statement that cannot run in a transaction: alone in its message, or the server would make one. */
export function composeBareStep(
  migration: ParsedMigration,
  step: Step,
  number: number,
  schema: string,
): ComposedMessage {
  const mark = messageMark(schema, migration.name);
  const pieces = [{ step, sentStart: mark.length, number }];
  return composed([mark, step.text], { end: '', mark, pieces, prologue: 0, copyData: [], opensTransaction: false });
}

/**
 * A statement of ours that runs as the role of the run. SET LOCAL ends with the transaction, so a role that the file
 * has taken is taken again after it.
 */
export function asOwnRole(ownRole: string, statement: string): string {
  return `set local session authorization default;\nset local role ${ownRole};\n${statement}`;
}

/** What brings a connection back to how it was. */
export function resetStatements(restore: readonly string[]): string {
  return [...RESET, ...restore].join(';\n');
}

function compose(
  migration: ParsedMigration,
  before: readonly string[],
  steps: readonly Step[],
  firstNumber: number,
  after: string,
  { schema, isPooled }: TransactionSettings,
): ComposedMessage {
  const mark = messageMark(schema, migration.name);
  const parts = [`${mark}${before.join(';\n')};\n`];
  let length = parts[0]?.length ?? 0;
  const pieces: Piece[] = [];
  const copyData: CopyData[] = [];
  for (const [index, step] of steps.entries()) {
    pieces.push({ step, sentStart: length, number: firstNumber + index });
    parts.push(step.text, ';\n');
    length += step.text.length + 2;
    const data = step.statement.copyData;
    if (data !== null) copyData.push(copyDataOf(migration, migration.sql.slice(data.start, data.end)));
  }
  parts.push(`${after};\n`);
  const end = `commit;${isPooled ? `\n${RESET.join(';\n')};` : ''}`;
  return composed(parts, { end, mark, pieces, prologue: before.length, copyData, opensTransaction: true });
}

/** A message of these parts. */
export function composed(
  parts: readonly string[],
  rest: Omit<ComposedMessage, 'parts' | 'text' | 'length'>,
): ComposedMessage {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return {
    ...{ ...rest, parts, length },
    get text() {
      return parts.join('');
    },
  };
}

/** The row that it returns has the transaction's xid, by which its end is told. */
const XID = 'select pg_catalog.pg_current_xact_id()::text as xid';

/** Settings of one transaction but for the statement timeout. */
function localSettings({ lockTimeoutMs, checkClient }: TransactionSettings): readonly string[] {
  return [
    setLocal('lock_timeout', `${lockTimeoutMs}ms`),
    // For a client that stands still with its next message: whoever waits for the file's locks gets them in the end.
    setLocal('idle_in_transaction_session_timeout', '1min'),
    ...(checkClient ? [setLocal('client_connection_check_interval', '2s')] : []),
  ];
}

/** SET costs the server less than a SELECT of set_config, which is parsed and planned. */
function setLocal(name: string, value: string): string {
  return `set local ${name} = ${quoteLiteral(value)}`;
}

/** The data as they stand in the text, or, of a large file, on disk. */
export function copyDataOf({ file, large }: ParsedMigration, text: string): CopyData {
  const block = large === undefined ? null : blockOfLine(text);
  return block === null ? withoutEndMark(text) : () => readBlock(file, block);
}

/** COPY's data without the line `\.` that ends it in a file; by protocol the end is a message of its own. */
function withoutEndMark(data: string): string {
  return data.replace(/(^|\n)\\\.\r?\n?$/, '$1');
}
