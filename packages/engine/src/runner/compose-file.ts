import { quoteLiteral } from '../db/quote.ts';
import type { ParsedMigration } from '../source/migration.ts';
import type { Statement } from '../splitter/index.ts';

/** One statement's place in the message that is sent. Offsets in UTF-16 units. */
export interface Piece {
  readonly statement: Statement;
  /** Where its text begins in the message. */
  readonly sentStart: number;
}

/** A whole file as one simple query, with what is needed to say which of its statements failed. */
export interface ComposedFile {
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** How many statements come before the file's own. */
  readonly prologue: number;
  /** The data of each COPY ... FROM STDIN, in order. */
  readonly copyData: readonly string[];
}

export interface TransactionSettings {
  readonly lockTimeoutMs: number;
  readonly statementTimeoutMs: number;
  /** The server notices within two seconds that its client is gone; only some platforms can. */
  readonly checkClient: boolean;
  /** Statements that give a client of the caller's back its role and search path. */
  readonly restore: readonly string[];
}

/** Role and settings as the connection had them: nothing that an earlier file left behind reaches this one. */
const RESET = ['reset session authorization', 'reset role', 'reset all'] as const;

/**
 * Composes a transactional file: settings reset, BEGIN, timeouts, the file's statements, the history row, COMMIT.
 * One message and one answer, whatever the distance to the server.
 *
 * @param statements those of the file that run, in order
 * @param historyRow the statement that records the file, from {@link appliedRow}
 */
export function composeFile(
  migration: ParsedMigration,
  statements: readonly Statement[],
  historyRow: string,
  settings: TransactionSettings,
): ComposedFile {
  const before = [...RESET, ...settings.restore, 'begin', localSettings(settings)];
  let text = `${before.join(';\n')};\n`;
  const pieces: Piece[] = [];
  const copyData: string[] = [];
  for (const statement of statements) {
    pieces.push({ statement, sentStart: text.length });
    text += `${statement.text};\n`;
    const data = statement.copyData;
    if (data !== null) copyData.push(withoutEndMark(migration.sql.slice(data.start, data.end)));
  }
  // A SET ROLE at the end of the file must not decide who writes the history.
  const roles = ['reset session authorization', 'reset role', ...settings.restore];
  text += `${[...roles, historyRow, 'commit'].join(';\n')};`;
  return { text, pieces, prologue: before.length, copyData };
}

/** What brings a connection back to how it was, after the last file. */
export function resetStatements(restore: readonly string[]): string {
  return [...RESET, ...restore].join(';\n');
}

function localSettings(settings: TransactionSettings): string {
  const values: [string, string][] = [
    ['lock_timeout', `${settings.lockTimeoutMs}ms`],
    ['statement_timeout', `${settings.statementTimeoutMs}ms`],
    ['idle_in_transaction_session_timeout', '0'],
  ];
  if (settings.checkClient) values.push(['client_connection_check_interval', '2s']);
  const calls = values.map(
    ([name, value]) => `pg_catalog.set_config(${quoteLiteral(name)}, ${quoteLiteral(value)}, true)`,
  );
  return `select pg_catalog.pg_current_xact_id()::text as xid, ${calls.join(', ')}`;
}

/** COPY's data without the line `\.` that ends it in a file; by protocol the end is a message of its own. */
function withoutEndMark(data: string): string {
  return data.replace(/(^|\n)\\\.\r?\n?$/, '$1');
}
