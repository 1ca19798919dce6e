import type { Channel } from './channels.ts';
import type { Message } from './message.ts';
import { type ChannelName, channelNames, type QueuedMessage } from './queued-message.ts';

/** dropped: given up, after a day or because too many wait. */
export type NotificationResult = 'sent' | 'failed' | 'refused' | 'dropped';
export const notificationResults: readonly NotificationResult[] = ['sent', 'failed', 'refused', 'dropped'];

export interface OutboxOptions {
  readonly channels: ReadonlyMap<ChannelName, Channel>;
  /** What waited when the watchdog ended last. */
  readonly queue: readonly QueuedMessage[];
  /** Called after each attempt, and with `dropped` when a message is given up. */
  readonly onResult: (channel: ChannelName, result: NotificationResult, note: string | null) => void;
  /** Called when the queue changed, so that it can be kept. */
  readonly onChange: () => void;
}

/** Messages on their way; each channel delivers in order, and waits for its own network only. */
export interface Outbox {
  readonly queue: () => readonly QueuedMessage[];
  put(message: Message): void;
  /** Stops delivering; what waits stays in the queue. */
  stop(): Promise<void>;
}

const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 300_000;
const GIVEN_UP_AFTER_MS = 86_400_000;
const MOST_WAITING = 100;

/** Delivers messages, tries again while the network is down, and keeps them meanwhile. */
export function createOutbox({ channels, queue, onResult, onChange }: OutboxOptions): Outbox {
  const waiting = new Map<ChannelName, QueuedMessage[]>();
  for (const name of channelNames) {
    // A channel that is no longer configured loses what waited for it.
    if (channels.has(name)) waiting.set(name, queue.filter(({ channel }) => channel === name));
  }
  const timers = new Map<ChannelName, NodeJS.Timeout>();
  const running = new Map<ChannelName, Promise<void>>();
  let isStopped = false;

  function schedule(name: ChannelName): void {
    const [next] = waiting.get(name) ?? [];
    clearTimeout(timers.get(name));
    if (next === undefined || isStopped || running.has(name)) return;
    const timer = setTimeout(() => {
      const work = deliver(name, next).finally(() => {
        running.delete(name);
        schedule(name);
      });
      running.set(name, work);
    }, Math.max(0, Date.parse(next.nextAt) - Date.now()));
    timers.set(name, timer);
  }

  async function deliver(name: ChannelName, queued: QueuedMessage): Promise<void> {
    const channel = channels.get(name) as Channel;
    const { outcome, note } = await channel(queued.message);
    onResult(name, outcome, note);
    const list = waiting.get(name) ?? [];
    if (outcome !== 'failed') waiting.set(name, list.filter((entry) => entry !== queued));
    else if (Date.now() - Date.parse(queued.message.at) > GIVEN_UP_AFTER_MS) drop(name, queued, 'not delivered in a day');
    else waiting.set(name, list.map((entry) => (entry === queued ? later(queued) : entry)));
    onChange();
  }

  function drop(name: ChannelName, queued: QueuedMessage, note: string): void {
    waiting.set(name, (waiting.get(name) ?? []).filter((entry) => entry !== queued));
    onResult(name, 'dropped', note);
  }

  for (const name of channels.keys()) schedule(name);
  return {
    queue: () => [...waiting.values()].flat(),
    put(message) {
      for (const name of channels.keys()) {
        const list = [...(waiting.get(name) ?? []), { channel: name, message, attempts: 0, nextAt: message.at }];
        waiting.set(name, list);
        // The oldest is the one whose news is stalest; the one under way is left to end.
        if (list.length > MOST_WAITING && list[1] !== undefined) drop(name, list[1], 'too many messages wait');
        schedule(name);
      }
      onChange();
    },
    async stop() {
      isStopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(running.values());
    },
  };
}

function later(queued: QueuedMessage): QueuedMessage {
  const attempts = queued.attempts + 1;
  const wait = Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS);
  return { ...queued, attempts, nextAt: new Date(Date.now() + wait * (0.75 + Math.random() / 4)).toISOString() };
}
