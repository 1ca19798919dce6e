import type { Blocker } from '../diagnose/diagnosis.ts';
import { historySql } from './history-sql.ts';
import { beginning } from './message-mark.ts';
import type { Observer } from './observer.ts';
import type { Run } from './run.ts';

/** A busy backend, seen from a connection beside it. */
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
export function watchBackend(
  { facts, settings }: Run,
  observer: Observer,
  migration: string,
  mark: string,
): BackendWatch {
  const values = { pid: facts.isPooled ? 0 : facts.pid, mark: beginning(mark) };
  const query = historySql('watch', settings.schema, values);
  const started = Date.now();
  let last: readonly Blocker[] = [];
  let busy = false;
  let stopped = false;
  const look = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    try {
      const rows = (await observer.ask(query))?.rowSets[0];
      if (stopped || rows === undefined) return;
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
  // A listener that throws must not break off what it only watches.
  const timer = setInterval(() => void look().catch(() => {}), LOOK_EVERY_MS);
  return {
    last: () => last,
    stop() {
      stopped = true;
      clearInterval(timer);
    },
  };
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
