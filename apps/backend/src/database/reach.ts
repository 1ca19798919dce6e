/*
 * Whether the server can be reached. Without this, every request of an outage waits as long as a request may, holds a place
 * in the queue of the pool meanwhile, and ends as it would have ended at once.
 *
 *     reached ──doubted──► doubted ──the probe fails──► away ──a probe succeeds──► reached
 *        ▲                    │
 *        └─the probe succeeds─┘
 *
 * What is a reason to doubt is no proof: a connection cannot be had when all of them are busy, too. So the proof is a new
 * connection of the probe's own. Wrongly taken for away is the worse mistake, since it refuses requests that could be
 * answered: an error that the server itself sends, such as too many connections, shows that it is there.
 */

/** Whether the server was there when somebody looked last. Nobody looks as long as nobody doubts it. */
export interface Reach {
  /** Why the server is taken for away; null when it is not. */
  away(): Error | null;
  /** Something looked like an outage: look. Calls while somebody is looking are one. */
  doubt(): void;
  /** Nobody looks any more. */
  stop(): void;
}

export interface ReachOptions {
  /** Opens a connection of its own, asks and closes it; rejects when the server is not to be had. */
  readonly probe: () => Promise<void>;
  /** How long after a failed probe the next one begins. */
  readonly everyMs: number;
  /** The first probe has failed. */
  readonly onAway: (error: Error) => void;
  /** A second one has failed too: whoever still waits for an answer waits in vain. */
  readonly onStillAway: () => void;
  readonly onBack: (awayMs: number) => void;
}

export function createReach({ probe, everyMs, onAway, onStillAway, onBack }: ReachOptions): Reach {
  let away: Error | null = null;
  let since = 0;
  let failures = 0;
  let isLooking = false;
  let isStopped = false;

  const succeeded = (): void => {
    isLooking = false;
    failures = 0;
    if (away === null) return;
    away = null;
    onBack(performance.now() - since);
  };
  const failed = (error: unknown): void => {
    failures += 1;
    away = error instanceof Error ? error : new Error('The server cannot be reached.');
    if (failures === 1) {
      since = performance.now();
      onAway(away);
    }
    if (failures === 2) onStillAway();
    setTimeout(look, everyMs).unref();
  };
  const look = (): void => {
    if (!isStopped) void probe().then(succeeded, failed);
  };
  return {
    away: () => away,
    doubt() {
      if (isLooking || isStopped) return;
      isLooking = true;
      look();
    },
    stop() {
      isStopped = true;
    },
  };
}
