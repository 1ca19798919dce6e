import { createChannelQueue, type NotificationResult } from './channel-queue.ts';
import type { Channel } from './channels.ts';
import type { Message } from './message.ts';
import type { ChannelName, QueuedMessage } from './queued-message.ts';

export interface OutboxOptions {
  readonly channels: ReadonlyMap<ChannelName, Channel>;
  /** What waited when the watchdog ended last; what waited for a channel that is no longer there is forgotten. */
  readonly queue: readonly QueuedMessage[];
  readonly onResult: (channel: ChannelName, result: NotificationResult, note: string | null) => void;
  /** The queue changed and is to be kept. */
  readonly onChange: () => void;
}

/** Messages on their way. Each channel waits for its own network only. */
export interface Outbox {
  readonly queue: () => readonly QueuedMessage[];
  /** Begins to deliver; until then messages wait. */
  start(): void;
  put(message: Message): void;
  /** Stops delivering; what waits stays in the queue. */
  stop(): Promise<void>;
}

/** Sends each message by every channel. */
export function createOutbox({ channels, queue, onResult, onChange }: OutboxOptions): Outbox {
  const queues = [...channels].map(([name, channel]) =>
    createChannelQueue({
      name,
      channel,
      waiting: queue.filter((queued) => queued.channel === name),
      onResult: (result, note) => onResult(name, result, note),
      onChange,
    }),
  );
  return {
    queue: () => queues.flatMap((one) => one.waiting()),
    start() {
      for (const one of queues) one.start();
    },
    put(message) {
      for (const one of queues) one.put(message);
    },
    async stop() {
      await Promise.all(queues.map((one) => one.stop()));
    },
  };
}
