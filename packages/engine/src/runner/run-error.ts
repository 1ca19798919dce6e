import { PlumblineError } from '../errors.ts';
import { type ServerFailure, serverFailure } from '../server-failure.ts';
import type { Target } from '../target.ts';
import type { ServerFacts } from './session.ts';

/** Whatever was thrown during a run, as the one error class. */
export function asPlumblineError(cause: unknown): PlumblineError {
  if (cause instanceof PlumblineError) return cause;
  const failure = serverFailure(cause);
  if (failure.sqlstate === null && !isConnectionError(failure)) {
    return new PlumblineError(
      'internal-error',
      `Plumbline itself failed: ${failure.message}`,
      {
        remedy: [
          'Report it with the stack: plumbline --version, and what was run. The database is as the history says.',
        ],
      },
      cause,
    );
  }
  const code = failure.sqlstate === null ? 'connection-lost' : 'server-error';
  return new PlumblineError(
    code,
    failure.message,
    { failure, remedy: ['Run again: nothing is applied twice.'] },
    cause,
  );
}

function isConnectionError({ systemCode, message }: ServerFailure): boolean {
  return systemCode !== null || /connection|socket|timeout/i.test(message);
}

/** @throws PlumblineError `pooler-refused` when a client of the caller's is not bound to one server connection */
export function refusePooler({ isPooled }: ServerFacts): void {
  if (!isPooled) return;
  throw new PlumblineError(
    'pooler-refused',
    'The given client is behind a transaction pooler: a lock on it is worth nothing.',
    {
      remedy: [
        'Give a "url": then the lock gets a connection and a transaction of its own, which holds behind a pooler too.',
      ],
    },
  );
}

export function standby(target: Target, pending: number): PlumblineError {
  return new PlumblineError(
    'server-error',
    `${target.host}:${target.port} is a standby: ${pending} pending migrations cannot be applied to it.`,
    { remedy: ['Connect to the primary: it is the only server that can be written to.'] },
  );
}
