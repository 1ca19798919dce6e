import pg from 'pg';
import { errorCode } from './database-failure.ts';
import type { Sql } from './sql.ts';

/** What a room needs of the database. A transaction is one too, so a function that takes one works in both. */
export interface Queries {
  /** Runs one query and returns its rows. Errors are those of pg, as they came. */
  query<Row extends pg.QueryResultRow>(query: Sql, values?: readonly unknown[]): Promise<readonly Row[]>;
}

/** The database as the service uses it: a pool of connections, every failure of which is counted in one place. */
export interface Database extends Queries {
  /** Runs `work` in one READ COMMITTED transaction; it is rolled back when `work` throws. */
  transaction<Result>(work: (queries: Queries) => Promise<Result>): Promise<Result>;
  /** Connections of the pool: all, those that nobody uses, and requests that wait for one. */
  usage(): { readonly total: number; readonly idle: number; readonly waiting: number };
  /** Waits for the queries that run and closes every connection. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly url: string;
  readonly poolSize: number;
  /** How long a request waits for a free connection, in milliseconds. */
  readonly acquireTimeoutMs: number;
  /** The server ends a statement after this many milliseconds; 0 sends no such setting (some poolers refuse it). */
  readonly statementTimeoutMs: number;
  /** Told of every failed query: its SQLSTATE or system code, if it has one, and which query it was. */
  readonly onFailure?: (code: string | null, query: Sql) => void;
  /** Told when a connection that nobody used broke. */
  readonly onIdleError?: (error: Error) => void;
}

/** Opens no connection yet: the first query does. */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    application_name: 'myaiagent-backend',
    max: options.poolSize,
    connectionTimeoutMillis: options.acquireTimeoutMs,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    ...(options.statementTimeoutMs === 0
      ? {}
      : {
          statement_timeout: options.statementTimeoutMs,
          // The server answers within its own timeout or it is not there: a dead network must not hold a request.
          query_timeout: options.statementTimeoutMs + 5_000,
        }),
  });
  // Without a listener a connection that breaks while idle would end the process.
  pool.on('error', (error) => options.onIdleError?.(error));

  const failed = (error: unknown, query: Sql): void => options.onFailure?.(errorCode(error), query);
  const lend = <Result>(first: Sql, use: (lease: Lease) => Promise<Result>) => withLease(pool, first, failed, use);
  return {
    query: (query, values) => lend(query, (lease) => lease.query(query, values)),
    transaction: (work) => lend(begin, (lease) => inTransaction(lease, work)),
    usage: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => pool.end(),
  };
}

/** One connection for as long as it is needed. */
interface Lease extends Queries {
  /** Nobody knows the state of its connection, so it cannot be used again. */
  isBroken: boolean;
}

/**
 * Takes a connection and gives it back after use. An error that the server reported leaves it usable; after any other
 * one (a broken socket, an answer that did not come in time) it is closed. The pool's own `query` closes it in both
 * cases, so that every duplicate key would cost a new connection.
 *
 * @param first the query it is taken for, to name when there is no connection to be had
 */
async function withLease<Result>(
  pool: pg.Pool,
  first: Sql,
  failed: (error: unknown, query: Sql) => void,
  use: (lease: Lease) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect().catch((error: unknown) => {
    failed(error, first);
    throw error;
  });
  const lease: Lease = {
    isBroken: false,
    async query<Row extends pg.QueryResultRow>(query: Sql, values: readonly unknown[] = []) {
      try {
        return (await client.query<Row>(query.text, [...values])).rows;
      } catch (error) {
        lease.isBroken ||= !(error instanceof pg.DatabaseError);
        failed(error, query);
        throw error;
      }
    },
  };
  try {
    return await use(lease);
  } finally {
    client.release(lease.isBroken);
  }
}

const begin: Sql = { name: 'begin', text: 'begin isolation level read committed' };
const commit: Sql = { name: 'commit', text: 'commit' };
const rollback: Sql = { name: 'rollback', text: 'rollback' };

async function inTransaction<Result>(lease: Lease, work: (queries: Queries) => Promise<Result>): Promise<Result> {
  await lease.query(begin);
  try {
    const result = await work(lease);
    await lease.query(commit);
    return result;
  } catch (error) {
    // What failed first is what matters. A rollback that fails has broken the lease, and closing it rolls back too.
    if (!lease.isBroken) await lease.query(rollback).catch(() => {});
    throw error;
  }
}
