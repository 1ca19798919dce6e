import type { Client } from 'pg';
import { PlumblineError } from '../errors.ts';
import type { ServerFailure } from '../server-failure.ts';
import { acquireLock, type Lock } from './lock.ts';
import { openConnection } from './open-connection.ts';
import type { Settings } from './options.ts';
import { refusePooler } from './run-error.ts';
import type { ServerFacts } from './session.ts';

/** The lock, and the connection that does the work under it: another one where there is room for another. */
export interface Turn {
  readonly lock: Lock;
  readonly worker: Client;
}

const TOO_MANY_CONNECTIONS = '53300';

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
  if (!own) return { lock, worker: client };
  try {
    const worker = await openWorker(settings, facts);
    if (worker === null) await lock.becomeSessions();
    else connections.push(worker);
    return { lock, worker: worker ?? client };
  } catch (error) {
    await lock.release();
    throw error;
  }
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
