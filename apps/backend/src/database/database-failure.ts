import pg from 'pg';
import { isSchemaSqlstate } from './schema-sqlstates.ts';

/** What a failed query means for whoever asked. */
export type DatabaseFailure =
  /** The server is away, restarting or full, or the query took too long: it may work in a moment. */
  | 'unavailable'
  /** A table, column or function that the code needs is not there. */
  | 'schema'
  /** A row with this key is there already. */
  | 'duplicate'
  /** It refers to something that is not there (any more). */
  | 'missing-reference'
  /** A value that the columns do not take. */
  | 'bad-value'
  | 'other';

const unavailable: ReadonlySet<string> = new Set([
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  '57014', // query_canceled: the statement timeout
  '53300', // too_many_connections
  '55P03', // lock_not_available
  '40P01', // deadlock_detected
  '40001', // serialization_failure
  '25006', // read_only_sql_transaction: connected to a standby, as it happens during a failover
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT', // the server's Unix socket is not there
  'DATABASE_AWAY',
]);

/** Was not sent: the server is known to be away. */
export class DatabaseAway extends Error {
  readonly code = 'DATABASE_AWAY';

  constructor(cause: Error) {
    super('The database is away; it is tried again all the time.', { cause });
    this.name = 'DatabaseAway';
  }
}

/** The SQLSTATE or system code of an error of pg or Node; null when it has none. */
export function errorCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  // Node tries every address of a name and reports them together.
  return error instanceof AggregateError ? errorCode(error.errors[0]) : null;
}

/** Sorts an error of a query. Anything that is no error of pg or of its socket is `other`. */
export function databaseFailure(error: unknown): DatabaseFailure {
  const code = errorCode(error);
  if (code === null) return isPgTimeout(error) ? 'unavailable' : 'other';
  if (unavailable.has(code) || code.startsWith('08')) return 'unavailable';
  if (isSchemaSqlstate(code)) return 'schema';
  if (code === '23505') return 'duplicate';
  if (code === '23503') return 'missing-reference';
  if (code.startsWith('22') || code === '23502' || code === '23514') return 'bad-value';
  return 'other';
}

/** Whether an error can be that of a server that is not there, or going down: no word of it, or its last one. */
export function showsNoServer(error: unknown): boolean {
  if (error instanceof DatabaseAway) return false;
  if (error instanceof pg.DatabaseError) return error.code?.startsWith('57P') === true;
  return databaseFailure(error) === 'unavailable';
}

/** pg reports its own timeouts and broken connections by text alone. */
function isPgTimeout(error: unknown): boolean {
  return (
    error instanceof Error &&
    /timeout|Connection terminated|connection error|not queryable|Client was closed|pool after calling end/i.test(
      error.message,
    )
  );
}
