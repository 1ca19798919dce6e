import { jittered, pause } from '../db/pause.ts';
import { type SentQuery, type SimpleResult, sendQuery, simpleQuery } from '../db/simple-query.ts';
import { isRetryableFile } from '../db/sqlstates.ts';
import type { Blocker } from '../diagnose/diagnosis.ts';
import { PlumblineError } from '../errors.ts';
import type { ServerNotice } from '../events.ts';
import { collectNotices, type NoticeCollector } from './collect-notices.ts';
import type { ComposedMessage } from './compose-file.ts';
import { isBackendOf } from './message-mark.ts';
import type { Run } from './run.ts';
import { watchBackend } from './watch-backend.ts';

/** A message that is with the server, and what is said beside its answer. */
export interface SentMessage {
  /** The last of it. */
  readonly query: SentQuery;
  readonly result: Promise<SimpleResult>;
  readonly notices: NoticeCollector;
}

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
export const MOST_ROWS = 10;

/**
 * Sends a message of a migration. A lock timeout, a deadlock or a serialization failure rolls it back and sends it
 * again, with growing, jittered pauses, so that others queue behind it for `lockTimeoutMs` at most.
 *
 * @param options `early`: it was sent already, but for its end; `meanwhile` is called when it is with the server, the first time;
 * `beforeRetry`: what has to be tidied up before it is sent again
 * @throws PlumblineError `aborted`, `connection-lost`, `lock-lost`
 */
export async function sendMessage(
  run: Run,
  migration: string,
  message: ComposedMessage,
  { early = null, meanwhile = () => {}, beforeRetry = async () => {} }: SendOptions = {},
): Promise<Sent> {
  const started = performance.now();
  for (let retries = 0; ; retries++) {
    const sending = retries === 0 && early !== null ? commitBehind(run, early, message) : send(run, message);
    const answer = answerOf(run, migration, message, sending);
    if (retries === 0) meanwhile(sending.query);
    const sent = await answer;
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

interface SendOptions {
  readonly early?: SentMessage | null;
  readonly meanwhile?: (query: SentQuery) => void;
  readonly beforeRetry?: () => Promise<void>;
}

function send({ client }: Run, { parts, end, copyData }: ComposedMessage): SentMessage {
  const notices = collectNotices();
  const options = { copyData, mostRows: MOST_ROWS, onNotice: notices.take };
  const query = sendQuery(client, [...parts, end], options);
  return { query, result: query.result, notices };
}

/** Lets a file be committed that was sent without its end. Where it was refused, the COMMIT is a ROLLBACK. */
function commitBehind({ client }: Run, { query, notices }: SentMessage, { end }: ComposedMessage): SentMessage {
  const options = { onNotice: notices.take };
  // What follows a COMMIT that was a ROLLBACK is void as well, also where the refusal was there before it was sent.
  const commit = query.follow(end, options) ?? sendQuery(client, end, { ...options, behind: query });
  const result = Promise.all([query.result, commit.result]).then(([done, { failure }]) => ({
    ...done,
    failure: done.failure ?? failure,
  }));
  return { query: commit, result, notices };
}

/** Waits for the answer, and tells meanwhile what becomes of the message. */
async function answerOf(
  run: Run,
  migration: string,
  message: ComposedMessage,
  { result, notices }: SentMessage,
): Promise<Pick<Sent, 'result' | 'notices' | 'blockers'>> {
  const { client, lock, settings } = run;
  notices.passOn((notice) => settings.onEvent({ type: 'notice', migration, notice }));
  const watch = run.observer === null ? null : watchBackend(run, run.observer, migration, message.mark);
  // Whoever lost the lock may no longer be alone: the server rolls back when it finds its client gone.
  const drop = (): void => void client.connection.stream.destroy();
  const stopDropping = whenAborted(lock.lost, drop);
  const stopCancelling = whenAborted(settings.signal, () => void cancelMessage(run, message).catch(drop));
  try {
    return { result: await result, notices: notices.kept, blockers: watch?.last() ?? [] };
  } catch (error) {
    throw lostConnection(run, migration, error);
  } finally {
    watch?.stop();
    stopDropping();
    stopCancelling();
  }
}

/** Calls it when the signal is aborted, at once if it is already. @returns a function that calls it off */
function whenAborted(signal: AbortSignal | undefined, call: () => void): () => void {
  if (signal?.aborted === true) call();
  else signal?.addEventListener('abort', call, { once: true });
  return () => signal?.removeEventListener('abort', call);
}

/** Cancels what the server does of a message, where there is a connection to say so. */
export async function cancelMessage({ observer, lock, facts }: Run, { mark }: ComposedMessage): Promise<void> {
  if (observer === null) return;
  await lock.askLast(
    `select pg_catalog.pg_cancel_backend(pid) from pg_catalog.pg_stat_activity where ${isBackendOf(facts, mark)}`,
  );
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
