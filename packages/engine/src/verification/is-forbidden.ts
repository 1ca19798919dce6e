import { PlumblineError } from '../errors.ts';
import type { ServerFailure } from '../server-failure.ts';

/** Whether the server refused because of who asked: insufficient_privilege. */
export function isForbidden(error: unknown): boolean {
  const failure = error instanceof PlumblineError ? (error.details.failure as ServerFailure | undefined) : undefined;
  return failure?.sqlstate === '42501';
}
