import pg from 'pg';
import { DatabaseAway, errorCode, showsNoServer } from './database-failure.ts';
import { type Lease, leaseOf } from './lease.ts';
import { probeServer } from './probe-server.ts';
import type { Queries } from './queries.ts';
import { createReach } from './reach.ts';
import type { Sql } from './sql.ts';

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
  /** The server is away: until `onBack`, queries are refused at once. */
  readonly onAway?: (error: Error) => void;
  readonly onBack?: (awayMs: number) => void;
}

/** How often a server that is away is tried, and how often is looked for queries without an answer. */
const LOOK_EVERY_MS = 500;
const LONGEST_PROBE_MS = 2000;

/** Opens no connection yet: the first query does. */
export function openDatabase(options: DatabaseOptions): Database {
  const { url, acquireTimeoutMs } = options;
  const leases = new Set<Lease>();
  let pool = newPool(options);
  /** Connections of before may be dead without a word. Those in use are closed when they are given back. */
  const renew = (): void => {
    const old = pool;
    pool = newPool(options);
    void old.end();
  };
  const reach = createReach({
    probe: () => probeServer(url, Math.min(acquireTimeoutMs, LONGEST_PROBE_MS)),
    everyMs: LOOK_EVERY_MS,
    onAway: (error) => options.onAway?.(error),
    onStillAway: () => {
      for (const lease of leases) lease.cutOff();
    },
    onBack: (awayMs) => {
      renew();
      options.onBack?.(awayMs);
    },
  });
  const watching = setInterval(() => {
    const silentSince = performance.now() - acquireTimeoutMs;
    if ([...leases].some((lease) => (lease.askedAt() ?? silentSince) < silentSince)) reach.doubt();
  }, LOOK_EVERY_MS);
  watching.unref();

  const failed = (error: unknown, query: Sql): void => {
    options.onFailure?.(errorCode(error), query);
    if (showsNoServer(error)) reach.doubt();
  };
  /** @param first the query it is taken for, to name when there is no connection to be had */
  const lend = async <Result>(first: Sql, use: (lease: Lease) => Promise<Result>): Promise<Result> => {
    const lease = await take(first);
    leases.add(lease);
    try {
      return await use(lease);
    } finally {
      leases.delete(lease);
      lease.end();
    }
  };
  const take = async (first: Sql): Promise<Lease> => {
    try {
      const reason = reach.away();
      if (reason !== null) throw new DatabaseAway(reason);
      return leaseOf(await pool.connect(), failed);
    } catch (error) {
      failed(error, first);
      throw error;
    }
  };
  return {
    query: (query, values) => lend(query, (lease) => lease.query(query, values)),
    transaction: (work) => lend(begin, (lease) => inTransaction(lease, work)),
    usage: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    async close() {
      reach.stop();
      clearInterval(watching);
      await pool.end();
    },
  };
}

function newPool({ url, poolSize, acquireTimeoutMs, statementTimeoutMs, onIdleError }: DatabaseOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'myaiagent-backend',
    max: poolSize,
    connectionTimeoutMillis: acquireTimeoutMs,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    ...(statementTimeoutMs === 0
      ? {}
      : {
          statement_timeout: statementTimeoutMs,
          // The server answers within its own timeout or it is not there: a dead network must not hold a request.
          query_timeout: statementTimeoutMs + 5_000,
        }),
  });
  // Without a listener a connection that breaks ends the process. The pool has one on those that nobody uses; one that is
  // lent breaks too, also between two queries, and whoever asks next is told by its query.
  pool.on('error', (error) => onIdleError?.(error));
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
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
    if (!lease.isBroken()) await lease.query(rollback).catch(() => {});
    throw error;
  }
}
