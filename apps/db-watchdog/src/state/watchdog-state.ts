import type { QueuedMessage } from '../notify/queued-message.ts';
import type { TargetState } from './target-state.ts';

/** All that the watchdog remembers. */
export interface WatchdogState {
  /** The layout of the file; one that is not known is set aside like a broken one. */
  readonly layout: 1;
  readonly targets: Readonly<Record<string, TargetState>>;
  /** Messages that could not be delivered yet, oldest first. */
  readonly queue: readonly QueuedMessage[];
  /** How far each server log was read, by its path. */
  readonly logs: Readonly<Record<string, LogPlace>>;
}

export interface LogPlace {
  readonly file: string;
  readonly inode: number;
  readonly offset: number;
}

export const emptyState: WatchdogState = { layout: 1, targets: {}, queue: [], logs: {} };
