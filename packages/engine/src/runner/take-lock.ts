import type { Client } from 'pg';
import { pause } from '../db/pause.ts';
import { simpleQuery } from '../db/simple-query.ts';
import { PlumblineError } from '../errors.ts';
import type { ServerFailure } from '../server-failure.ts';
import { acquireLock, type Lock } from './lock.ts';
import { createObserver, type Observer } from './observer.ts';
import { openConnection } from './open-connection.ts';
import type { Settings } from './options.ts';
import { refusePooler } from './run-error.ts';
import type { ServerFacts } from './session.ts';

/** The lock, and the connection that does the work under it: another one where there is room for another. */
export interface Turn {
  readonly lock: Lock;
  readonly worker: Client;
  /** Null when one connection does everything. */
  readonly observer: Observer | null;
  /** Gives the lock back. */
  end(): Promise<void>;
}

const TOO_MANY_CONNECTIONS = '53300';
/** Also with a connectWaitMs of 0 a busy pool gets the time to answer. */
const SHORTEST_WAIT_MS = 1_000;

/**
 * Takes the migration lock on the connection that looked, and opens the one for the work only when the lock is held: of
 * fifty processes that start at once, forty-nine wait with one connection each. On a server that has no room for a
 * second one the lock becomes the session's and the first connection does the work as well; then nobody watches what it
 * waits for.
 *
 * @param connections where a connection that was opened here is put, to be closed with the others
 * @throws PlumblineError `lock-timeout`, `pooler-refused`, `connection-failed`, `aborted`
 */
export async function takeLock(
  settings: Settings,
  client: Client,
  facts: ServerFacts,
  connections: Client[],
): Promise<Turn> {
  const own = settings.client === undefined;
  if (!own) refusePooler(facts);
  const lock = await acquireLock(client, own ? 'transaction' : 'session', {
    database: facts.database,
    schema: settings.schema,
    waitMs: settings.lockWaitMs,
    signal: settings.signal,
    onWait: (waitedMs, holder) => settings.onEvent({ type: 'lock-wait', waitedMs, holder }),
  });
  if (!own) return turn(lock, client, null);
  try {
    const worker = await openWorker(settings, facts);
    if (worker === null) await lock.becomeSessions();
    else connections.push(worker);
    if (worker !== null && facts.isPooled) await refuseNarrowPool(worker, settings);
    return turn(lock, worker ?? client, worker === null ? null : createObserver(settings));
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function turn(lock: Lock, worker: Client, observer: Observer | null): Turn {
  return {
    ...{ lock, worker, observer },
    async end() {
      observer?.close();
      await lock.release();
    },
  };
}

/** Null when the server has no room for it and the lock's connection can do the work. */
async function openWorker(settings: Settings, { isPooled }: ServerFacts): Promise<Client | null> {
  if (isPooled) return openConnection(settings);
  try {
    return await openConnection({ ...settings, connectWaitMs: 0 });
  } catch (error) {
    if (!(error instanceof PlumblineError) || error.code !== 'connection-failed') throw error;
    const { sqlstate } = error.details.failure as ServerFailure;
    return sqlstate === TOO_MANY_CONNECTIONS ? null : openConnection(settings);
  }
}

/**
 * The lock's transaction keeps one server connection of the pool. Where there is no second one the pooler accepts a
 * client, and lets it wait for minutes.
 *
 * @throws PlumblineError `connection-failed`
 */
async function refuseNarrowPool(worker: Client, settings: Settings): Promise<void> {
  const ended = new AbortController();
  const waits = pause(Math.max(settings.connectWaitMs, SHORTEST_WAIT_MS), ended.signal).then(() => 'waits' as const);
  const answer = simpleQuery(worker, 'select 1');
  answer.catch(() => {}); // Its connection is closed when it waits in vain.
  const first = await Promise.race([answer, waits]);
  ended.abort();
  if (first !== 'waits') return;
  worker.connection.stream.destroy();
  throw new PlumblineError('connection-failed', 'The pooler gave no second connection to the server in time.', {
    remedy: [
      'A run needs two at once, one for the lock and one for the work: raise default_pool_size.',
      'Or migrate past the pooler: give the address of the server itself as MIGRATION_DATABASE_URL or --url.',
    ],
  });
}
