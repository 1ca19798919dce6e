/**
 * SQLSTATE and system codes in named sets, so that a policy reads as a sentence.
 * Source: PostgreSQL documentation, appendix A.
 */

/** Nothing happened and it may work in a moment: connect again. */
const RETRY_CONNECT: ReadonlySet<string> = new Set([
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now: starting up, shutting down, in recovery
  '53300', // too_many_connections
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ENOENT', // the server's Unix socket is not there yet
]);

/** The server rolled the file back for a reason that passes: run the file again. */
const RETRY_FILE: ReadonlySet<string> = new Set([
  '55P03', // lock_not_available
  '40P01', // deadlock_detected
  '40001', // serialization_failure
]);

/** The server answered, and what it was asked for is wrong: waiting does not help. */
const WRONG_CONFIGURATION: ReadonlySet<string> = new Set([
  '28000', // invalid_authorization_specification
  '28P01', // invalid_password
  '3D000', // invalid_catalog_name: no such database
]);

export function isRetryableConnect(code: string | null): boolean {
  return code !== null && (RETRY_CONNECT.has(code) || code.startsWith('08'));
}

export function isRetryableFile(sqlstate: string | null): boolean {
  return sqlstate !== null && RETRY_FILE.has(sqlstate);
}

export function isWrongConfiguration(sqlstate: string | null): boolean {
  return sqlstate !== null && WRONG_CONFIGURATION.has(sqlstate);
}

/** The history is not there yet: undefined table, undefined schema. */
export function isAbsent(sqlstate: string | null): boolean {
  return sqlstate === '42P01' || sqlstate === '3F000';
}
