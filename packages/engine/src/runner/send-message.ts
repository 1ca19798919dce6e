import { jittered, pause } from '../db/pause.ts';
import { type SimpleResult, simpleQuery } from '../db/simple-query.ts';
import { isRetryableFile } from '../db/sqlstates.ts';
import type { Blocker } from '../diagnose/diagnosis.ts';
import { PlumblineError } from '../errors.ts';
import type { ServerNotice } from '../events.ts';
import { collectNotices } from './collect-notices.ts';
import type { ComposedMessage } from './compose-file.ts';
import { isBackendOf } from './message-mark.ts';
import type { Run } from './run.ts';
import type { ServerFacts } from './session.ts';
import { watchBackend } from './watch-backend.ts';

/** What one message, with its retries, came to. */
export interface Sent {
  readonly result: SimpleResult;
  readonly notices: readonly ServerNotice[];
  /** Who was seen to block it, last. */
  readonly blockers: readonly Blocker[];
  readonly retries: number;
  readonly durationMs: number;
}

const FIRST_RETRY_MS = 200;
const LONGEST_RETRY_MS = 10_000;
/** Our own statements return one row each; what the file selects is nobody's to keep. */
const MOST_ROWS = 10;

/**
 * Sends a message of a migration. A lock timeout, a deadlock or a serialization failure rolls it back and sends it
 * again, with growing, jittered pauses, so that others queue behind it for `lockTimeoutMs` at most.
 *
 * @param beforeRetry what has to be tidied up before it is sent again
 * @throws PlumblineError `aborted`, `connection-lost`, `lock-lost`
 */
export async function sendMessage(
  run: Run,
  migration: string,
  message: ComposedMessage,
  beforeRetry: () => Promise<void> = async () => {},
): Promise<Sent> {
  const started = performance.now();
  for (let retries = 0; ; retries++) {
    const sent = await sendOnce(run, migration, message);
    const { failure } = sent.result;
    if (failure !== null && message.opensTransaction) await simpleQuery(run.client, 'rollback');
    if (failure !== null) refuseIfStopped(run, migration);
    if (failure === null || !isRetryableFile(failure.sqlstate) || retries >= run.settings.retries) {
      return { ...sent, retries, durationMs: performance.now() - started };
    }
    const delayMs = Math.round(jittered(Math.min(FIRST_RETRY_MS * 2 ** retries, LONGEST_RETRY_MS)));
    const { blockers } = sent;
    run.settings.onEvent({
      type: 'migration-retry',
      migration,
      attempt: retries + 1,
      delayMs,
      reason: failure.message,
      blockers,
    });
    await pause(delayMs, run.settings.signal);
    refuseIfStopped(run, migration);
    await beforeRetry();
  }
}

async function sendOnce(
  run: Run,
  migration: string,
  message: ComposedMessage,
): Promise<Pick<Sent, 'result' | 'notices' | 'blockers'>> {
  const { client, lock, settings } = run;
  const collected = collectNotices(client, (notice) => settings.onEvent({ type: 'notice', migration, notice }));
  const watch = run.observer === null ? null : watchBackend(run, run.observer, migration, message.mark);
  // Whoever lost the lock may no longer be alone: the server rolls back when it finds its client gone.
  const drop = (): void => void client.connection.stream.destroy();
  const cancel = (): void => {
    if (run.observer !== null) void lock.askLast(cancelBackend(run.facts, message.mark)).catch(drop);
  };
  lock.lost.addEventListener('abort', drop, { once: true });
  settings.signal?.addEventListener('abort', cancel, { once: true });
  try {
    const result = await simpleQuery(client, message.text, { copyData: message.copyData, mostRows: MOST_ROWS });
    return { result, notices: collected.stop(), blockers: watch?.last() ?? [] };
  } catch (error) {
    throw lostConnection(run, migration, error);
  } finally {
    collected.stop();
    watch?.stop();
    lock.lost.removeEventListener('abort', drop);
    settings.signal?.removeEventListener('abort', cancel);
  }
}

function cancelBackend(facts: ServerFacts, mark: string): string {
  return `select pg_catalog.pg_cancel_backend(pid) from pg_catalog.pg_stat_activity where ${isBackendOf(facts, mark)}`;
}

function refuseIfStopped(run: Run, migration: string): void {
  if (run.settings.signal?.aborted !== true) return;
  throw new PlumblineError('aborted', `Stopped; ${migration} was rolled back, what was applied before it stays.`, {
    migration,
  });
}

function lostConnection(run: Run, migration: string, error: unknown): PlumblineError {
  const reason = error instanceof Error ? error.message : String(error);
  const lockLost = run.lock.lost.aborted;
  return new PlumblineError(
    lockLost ? 'lock-lost' : 'connection-lost',
    lockLost
      ? `The connection that holds the migration lock broke while ${migration} ran.`
      : `The connection broke while ${migration} ran: ${reason}.`,
    {
      migration,
      remedy: ['Run again. The file and its history row are one transaction: either both are there or neither is.'],
    },
    error,
  );
}
