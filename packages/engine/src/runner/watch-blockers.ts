import type { Blocker } from '../diagnose/diagnosis.ts';
import { historySql } from './history-sql.ts';
import type { Lock } from './lock.ts';

/** Who blocked a backend, seen from the lock's connection while the backend was busy. */
export interface BlockerWatch {
  /** The last blockers seen, empty when there were none. */
  readonly last: () => readonly Blocker[];
  stop(): void;
}

const LOOK_EVERY_MS = 500;

/**
 * Looks every half second who blocks a backend. Only a lock timeout that has passed is told about by the server, and
 * by then the blocker cannot be asked for any more.
 */
export function watchBlockers(
  lock: Lock,
  pid: number,
  onBlocked: (elapsedMs: number, blockers: readonly Blocker[]) => void,
): BlockerWatch {
  const started = Date.now();
  let last: readonly Blocker[] = [];
  let busy = false;
  const look = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    try {
      const { rowSets } = await lock.ask(historySql('blockers', 'plumbline', { pid }));
      const seen = (rowSets[0] ?? []).map(blocker);
      if (seen.length === 0) return;
      last = seen;
      onBlocked(Date.now() - started, seen);
    } finally {
      busy = false;
    }
  };
  // A broken lock connection ends the run by its own signal; the watch has nothing to add.
  const timer = setInterval(() => void look().catch(() => {}), LOOK_EVERY_MS);
  return { last: () => last, stop: () => clearInterval(timer) };
}

function blocker(row: Record<string, string | null>): Blocker {
  return {
    pid: Number(row.pid),
    application: row.application ?? '',
    user: row.user ?? null,
    state: row.state ?? null,
    transactionAge: row.transaction_age == null ? null : Number(row.transaction_age),
    query: row.query ?? null,
  };
}
