import type { Channel } from './channels.ts';
import type { Message } from './message.ts';
import type { QueuedMessage } from './queued-message.ts';

/** dropped: given up, after a day or because too many wait. A closed set: it labels metrics. */
export const notificationResults = ['sent', 'failed', 'refused', 'dropped'] as const;
export type NotificationResult = (typeof notificationResults)[number];

/** The messages of one channel, delivered in order. */
export interface ChannelQueue {
  waiting(): readonly QueuedMessage[];
  /** Begins to deliver; until then messages wait. */
  start(): void;
  put(message: Message): void;
  /** Stops delivering; what waits stays. */
  stop(): Promise<void>;
}

export interface ChannelQueueOptions {
  readonly name: QueuedMessage['channel'];
  readonly channel: Channel;
  /** What waited when the watchdog ended last. */
  readonly waiting: readonly QueuedMessage[];
  /** Called after each attempt, and with `dropped` when a message is given up. */
  readonly onResult: (result: NotificationResult, note: string | null) => void;
  readonly onChange: () => void;
}

const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 300_000;
const GIVEN_UP_AFTER_MS = 86_400_000;
const MOST_WAITING = 100;

/** Delivers messages one after the other, and tries again while the network is down. */
export function createChannelQueue({
  name,
  channel,
  onResult,
  onChange,
  ...options
}: ChannelQueueOptions): ChannelQueue {
  let waiting = options.waiting;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  let isDelivering = false;

  function schedule(): void {
    const [next] = waiting;
    clearTimeout(timer);
    if (next === undefined || !isDelivering || running !== null) return;
    timer = setTimeout(() => void deliver(next), Math.max(0, Date.parse(next.nextAt) - Date.now()));
  }

  function deliver(queued: QueuedMessage): Promise<void> {
    running = channel(queued.message).then(({ outcome, note }) => {
      running = null;
      onResult(outcome, note);
      if (outcome !== 'failed') waiting = waiting.filter((entry) => entry !== queued);
      else if (isStale(queued)) drop(queued, 'not delivered in a day');
      else waiting = waiting.map((entry) => (entry === queued ? later(queued) : entry));
      onChange();
      schedule();
    });
    return running;
  }

  function drop(queued: QueuedMessage, note: string): void {
    waiting = waiting.filter((entry) => entry !== queued);
    onResult('dropped', note);
  }

  return {
    waiting: () => waiting,
    start() {
      isDelivering = true;
      schedule();
    },
    put(message) {
      waiting = [...waiting, { channel: name, message, attempts: 0, nextAt: message.at }];
      // The first may be under way; of the others the oldest is the one whose news is stalest.
      if (waiting.length > MOST_WAITING && waiting[1] !== undefined) drop(waiting[1], 'too many messages wait');
      onChange();
      schedule();
    },
    async stop() {
      isDelivering = false;
      clearTimeout(timer);
      await running;
    },
  };
}

function isStale({ message }: QueuedMessage): boolean {
  return Date.now() - Date.parse(message.at) > GIVEN_UP_AFTER_MS;
}

function later(queued: QueuedMessage): QueuedMessage {
  const attempts = queued.attempts + 1;
  const wait = Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS);
  return { ...queued, attempts, nextAt: new Date(Date.now() + wait * (0.75 + Math.random() / 4)).toISOString() };
}
