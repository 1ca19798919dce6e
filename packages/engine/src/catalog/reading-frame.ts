import type { ClientBase } from 'pg';
import { type Row, rowQuery } from '../db/row-query.ts';
import { PlumblineError } from '../errors.ts';

/** What a reading runs in. */
export interface ReadingFrame {
  /**
   * Inside the transaction that the session is in already, of which it sees what is not committed yet: in a savepoint
   * then, which takes its settings away with it. Default: false, in a transaction of its own.
   */
  readonly inside?: boolean;
  /** Of a transaction of its own. Default: read committed. */
  readonly isolation?: 'read committed' | 'repeatable read';
  /** 0 sets no limit. */
  readonly statementTimeoutMs: number;
  /** The role that reads, as SET ROLE takes it. Default: that of the session. */
  readonly role?: string;
}

/** Nobody is to be waited for, and nobody is to wait behind us. */
const LOCK_TIMEOUT_MS = 100;

/** Values are to look alike, and names to be qualified, whatever the session is set to. */
const SETTINGS: readonly (readonly [name: string, value: string])[] = [
  ['search_path', ''],
  ['datestyle', 'ISO, YMD'],
  ['intervalstyle', 'postgres'],
  ['timezone', 'UTC'],
  ['bytea_output', 'hex'],
  ['extra_float_digits', '1'],
  ['quote_all_identifiers', 'off'],
  ['lock_timeout', `${LOCK_TIMEOUT_MS}ms`],
];

const TO_SAVEPOINT = 'rollback to savepoint plumbline_reading;\nrelease savepoint plumbline_reading';

/**
 * Sends queries as one message. What is set ends with it, so nothing is left behind in the session, behind a transaction
 * pooler neither.
 *
 * @returns the rows of each query
 * @throws PlumblineError `invalid-options` when the client is inside a transaction and should not be, or the other way
 *   round; pg's error when the server refuses, with the session back where it was
 */
export async function readFramed(
  client: ClientBase,
  queries: readonly string[],
  { inside = false, isolation = 'read committed', statementTimeoutMs, role }: ReadingFrame,
): Promise<readonly (readonly Row[])[]> {
  refuseFrame(client, inside);
  const settings = [...SETTINGS, ['statement_timeout', `${statementTimeoutMs}ms`]];
  const calls = settings.map(([name, value]) => `pg_catalog.set_config('${name}', '${value}', true)`);
  const text = [
    inside ? 'savepoint plumbline_reading' : `begin isolation level ${isolation} read only`,
    ...(role === undefined ? [] : [`set local session authorization default;\nset local role ${role}`]),
    `select ${calls.join(', ')}`,
    ...queries,
    inside ? TO_SAVEPOINT : 'commit',
  ].join(';\n');
  try {
    const results = await rowQuery(client, text);
    return results.slice(-queries.length);
  } catch (error) {
    // The connection may have broken: what is thrown says so.
    await rowQuery(client, inside ? TO_SAVEPOINT : 'rollback').catch(() => {});
    throw error;
  }
}

function refuseFrame(client: ClientBase, inside: boolean): void {
  const status = client.getTransactionStatus();
  if (status !== 'E' && (status === 'T') === inside) return;
  throw new PlumblineError(
    'invalid-options',
    inside
      ? 'There is no transaction that the catalog could be read inside of.'
      : 'The catalog cannot be read inside a transaction: it begins its own.',
  );
}
