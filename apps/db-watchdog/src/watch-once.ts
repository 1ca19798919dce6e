import { setTimeout as pause } from 'node:timers/promises';
import { readHere } from './check/read-here.ts';
import { createReadTurns, READS_AT_ONCE } from './check/read-turns.ts';
import type { WatchdogConfig } from './config/watchdog-config.ts';
import { lookAt } from './look-at.ts';
import type { NotificationResult } from './notify/channel-queue.ts';
import { channelsOf } from './notify/channels.ts';
import { createOutbox, type Outbox } from './notify/outbox.ts';
import type { ChannelName, QueuedMessage } from './notify/queued-message.ts';
import { openStateStore } from './state/state-store.ts';
import { type StatusDocument, statusDocument } from './status/status-document.ts';
import { createTargetWatch } from './target-watch.ts';

export interface WatchOnceOptions {
  readonly config: WatchdogConfig;
  readonly version: string;
  /** When it is aborted the checks are given up, and what is not known by then stays as it was. */
  readonly signal: AbortSignal;
}

/** One attempt to deliver a message. */
export interface DeliveryNote {
  readonly channel: ChannelName;
  readonly result: NotificationResult;
  /** Why it was not delivered; never an address. */
  readonly note: string | null;
}

/** What one look at every database came to. */
export interface OnceResult {
  /** The same document as of `GET /api/status`. */
  readonly status: StatusDocument;
  readonly deliveries: readonly DeliveryNote[];
  /** What is to be said of the state file; a sentence each. */
  readonly warnings: readonly string[];
}

/** How long messages are tried; what is not delivered by then waits in the state file for the next run. */
const DELIVERY_MS = 10_000;
/** A delivery that is under way then may end. */
const LAST_DELIVERY_MS = 3_000;

/**
 * Looks once at every database, as the daemon does: the same check, the same memory in the state file, the same messages.
 * Everything is read, in this thread. Never rejects for what a database does or does not do.
 */
export async function watchOnce({ config, version, signal }: WatchOnceOptions): Promise<OnceResult> {
  const startedAt = new Date();
  const warnings: string[] = [];
  const deliveries: DeliveryNote[] = [];
  const names = config.targets.map(({ name }) => name);
  let outbox: Outbox | null = null;
  const { store, queue } = openStateStore({
    path: config.stateFile,
    targets: config.targets,
    queue: () => outbox?.queue() ?? [],
    onWarning: (message) => void warnings.push(message),
  });
  outbox = createOutbox({
    channels: channelsOf(config.notify),
    queue: queue.map((queued): QueuedMessage => ({ ...queued, nextAt: startedAt.toISOString() })),
    onResult: (channel, result, note) => void deliveries.push({ channel, result, note }),
    onChange: () => store.save(),
  });
  outbox.start();
  const around = { notify: config.notify, store, outbox, log: () => {}, onChecked: () => {} };
  const turns = createReadTurns(READS_AT_ONCE);
  await Promise.all(
    config.targets.map(async (target) => {
      const watch = createTargetWatch(target, config, { readFully: readHere, turns, store });
      signal.addEventListener('abort', () => watch.abort(), { once: true });
      if (signal.aborted) watch.abort();
      await lookAt(target.name, watch, true, around);
      await watch.close();
    }),
  );
  await delivered(outbox, signal);
  await Promise.race([outbox.stop(), pause(LAST_DELIVERY_MS, undefined, { ref: false })]);
  store.save();
  await store.flush();
  const frame = {
    version,
    startedAt: startedAt.toISOString(),
    schedule: config.schedule,
    nextCheckAt: null,
    messagesWaiting: outbox.queue().length,
    // Nothing is due after the one look.
    due: {},
    graceMs: 0,
  };
  return { status: statusDocument(names.map(store.target), frame, new Date()), deliveries, warnings };
}

/** Waits until nothing is to be delivered any more, or for as long as there is patience. */
async function delivered(outbox: Outbox, signal: AbortSignal): Promise<void> {
  const end = Date.now() + DELIVERY_MS;
  while (outbox.queue().length > 0 && Date.now() < end && !signal.aborted) await pause(20);
}
