import { PlumblineError } from '@plumbline/engine/watch';
import { type CheckFailure, type FailureReason, ReportedFailure } from './check-failure.ts';

const REASONS: Readonly<Record<string, FailureReason>> = {
  '28000': 'auth',
  '28P01': 'auth',
  '3D000': 'auth', // no such database: as with a password, waiting does not help
  '42501': 'permission',
  '55P03': 'lock_timeout',
  '57014': 'timeout', // query_canceled: statement_timeout
  '25P03': 'timeout', // idle_in_transaction_session_timeout
  '40P01': 'unstable',
  '40001': 'unstable',
  XX000: 'unstable', // an object was dropped while it was read
  ABORT_ERR: 'timeout',
  ETIMEDOUT: 'timeout',
};

/** Sorts whatever was thrown during a check. */
export function failureOf(error: unknown): CheckFailure {
  if (error instanceof ReportedFailure) return error.failure;
  const first = error instanceof AggregateError && error.errors.length > 0 ? (error.errors[0] as unknown) : error;
  const cause = first instanceof PlumblineError ? innermost(first) : first;
  const code = codeOf(cause);
  const message = first instanceof Error && first.message !== '' ? first.message : String(first);
  const reason = isOfFiles(cause) ? 'internal' : (REASONS[code] ?? reasonOfCode(code, message));
  return { reason, message: withoutSecrets(firstLine(message)) };
}

/** A directory or file of ours. The server's socket is a file too, and connecting to it is not reading. */
function isOfFiles(error: unknown): boolean {
  const codes = ['ENOENT', 'EACCES', 'ENOTDIR', 'EISDIR', 'EPERM'];
  return error instanceof Error && 'syscall' in error && error.syscall !== 'connect' && codes.includes(codeOf(error));
}

function reasonOfCode(code: string, message: string): FailureReason {
  if (/timeout|timed out/i.test(message)) return 'timeout';
  if (/^(08|57P|53)/.test(code) || /^E[A-Z_]+$/.test(code) || /Connection terminated|ended by|closed/i.test(message))
    return 'connect';
  return 'internal';
}

/** The engine keeps what the server or the network said as a value or as the cause. */
function innermost(error: PlumblineError): unknown {
  const failure = error.details.failure as { sqlstate?: string | null; systemCode?: string | null } | null | undefined;
  const code = failure?.sqlstate ?? failure?.systemCode;
  if (typeof code === 'string') return { code };
  if (error.code === 'connection-failed' || error.code === 'connection-lost') return { code: '08006' };
  return error.cause ?? error;
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error && error.name === 'AbortError' ? 'ABORT_ERR' : '';
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

/** A URL in a message is the one place where a password could stand. */
function withoutSecrets(text: string): string {
  return text.replace(/(:\/\/[^\s:@/]*):\S*@/g, '$1:***@');
}
