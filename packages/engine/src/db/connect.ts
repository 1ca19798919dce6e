import { userInfo } from 'node:os';
import pg from 'pg';
import { PlumblineError } from '../errors.ts';
import { serverFailure } from '../server-failure.ts';
import type { Target } from '../target.ts';
import { jittered, pause } from './pause.ts';
import { isRetryableConnect } from './sqlstates.ts';

export interface ConnectOptions {
  /** postgres://user:password@host:port/database, or a configuration of pg. */
  readonly server: string | pg.ClientConfig;
  /** What pg_stat_activity shows. */
  readonly application: string;
  /** How long a server that refuses or is starting up is tried again, in milliseconds. 0 tries once. */
  readonly waitMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly onRetry?: (attempt: number, delayMs: number, reason: string) => void;
}

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 5_000;
/** A server in start-up can hang before it answers, where no server-side timeout applies. */
const ATTEMPT_TIMEOUT_MS = 5_000;

/**
 * Opens a connection, trying again while the server is starting up, refuses or has no free slot.
 *
 * @throws the last error of pg or Node, as it came, when the time is up or waiting cannot help
 */
export async function connect(options: ConnectOptions): Promise<pg.Client> {
  const deadline = Date.now() + options.waitMs;
  for (let attempt = 1; ; attempt++) {
    const client = newClient(options.server, options.application);
    try {
      await client.connect();
      return client;
    } catch (error) {
      client.end().catch(() => {}); // It never opened; ending it only frees the socket.
      const wait = jittered(Math.min(FIRST_DELAY_MS * 2 ** (attempt - 1), LONGEST_DELAY_MS));
      const failure = serverFailure(error);
      const timedOut = failure.systemCode === null && failure.sqlstate === null && isTimeout(failure.message);
      const passing = timedOut || isRetryableConnect(failure.sqlstate ?? failure.systemCode);
      if (!passing || options.signal?.aborted === true || Date.now() + wait > deadline) throw error;
      options.onRetry?.(attempt, Math.round(wait), failure.message);
      await pause(wait, options.signal);
    }
  }
}

/** Host, port, database and user of a URL, as pg reads it. Never the password. */
export function targetOf(client: pg.Client): Target {
  return { host: client.host, port: client.port, database: client.database ?? '', user: client.user ?? '' };
}

/**
 * A client that is not connected yet.
 *
 * @throws PlumblineError `invalid-options` when the URL cannot be read; its text is not repeated, it may hold a password
 */
export function newClient(server: string | pg.ClientConfig, application: string): pg.Client {
  try {
    const named = clientOf(server, application);
    const client = named.user ? named : clientOf(asOwnUser(server), application);
    // Without a listener a connection that breaks while idle would end the process; the next query reports it.
    client.on('error', () => {});
    return client;
  } catch (error) {
    throw new PlumblineError(
      'invalid-options',
      'The database URL cannot be read.',
      {
        remedy: [
          'Write it as postgres://user:password@host:port/database.',
          'Characters such as @ : / # in a password must be percent-encoded: @ is %40, # is %23.',
        ],
      },
      maskedCause(error),
    );
  }
}

function clientOf(server: string | pg.ClientConfig, application: string): pg.Client {
  return new pg.Client({
    ...(typeof server === 'string' ? { connectionString: server } : server),
    application_name: application,
    connectionTimeoutMillis: ATTEMPT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  });
}

/** The user of the operating system, as psql takes it; pg knows it from $USER alone, which containers and cron do not set. */
function asOwnUser(server: string | pg.ClientConfig): string | pg.ClientConfig {
  const user = ownUser();
  if (user === null) return server;
  if (typeof server !== 'string') return { ...server, user };
  return `${server}${server.includes('?') ? '&' : '?'}user=${encodeURIComponent(user)}`;
}

function ownUser(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null; // A uid without a name, as some containers have.
  }
}

/** pg's messages about a broken URL can contain it, so only the kind of error is kept. */
function maskedCause(error: unknown): Error {
  return new Error(error instanceof Error ? error.name : 'the URL was refused');
}

function isTimeout(message: string): boolean {
  return /timeout/i.test(message) || /terminated unexpectedly/i.test(message);
}
