import type { Blocker } from '../diagnose/diagnosis.ts';
import { historySql } from './history-sql.ts';
import { beginning, FRESH_ACTIVITY } from './message-mark.ts';
import type { Run } from './run.ts';

/** A busy backend, seen from the lock's connection. */
export interface BackendWatch {
  /** The last blockers seen, empty when there were none. */
  readonly last: () => readonly Blocker[];
  stop(): void;
}

const LOOK_EVERY_MS = 500;

/**
 * Looks every half second what a statement waits for and how far it is. The server tells a lock timeout only when it
 * has passed, and by then the blocker cannot be asked for any more.
 */
export function watchBackend({ lock, facts, settings }: Run, migration: string, mark: string): BackendWatch {
  const values = { pid: facts.isPooled ? 0 : facts.pid, mark: beginning(mark) };
  const query = FRESH_ACTIVITY + historySql('watch', settings.schema, values);
  const started = Date.now();
  let last: readonly Blocker[] = [];
  let busy = false;
  const look = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    try {
      const { rowSets } = await lock.ask(query);
      const rows = rowSets[1] ?? [];
      const elapsedMs = Date.now() - started;
      const blockers = rows.filter(({ pid }) => pid !== null).map(blocker);
      if (blockers.length > 0) last = blockers;
      const phase = rows[0]?.phase ?? null;
      const percent = rows[0]?.percent == null ? null : Number(rows[0].percent);
      settings.onEvent({ type: 'migration-progress', migration, elapsedMs, phase, percent });
      // Last, since who is in the way matters more than how far it is.
      if (blockers.length > 0) settings.onEvent({ type: 'migration-blocked', migration, elapsedMs, blockers });
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
