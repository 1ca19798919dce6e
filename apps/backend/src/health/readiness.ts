import type { Queries } from '../database/queries.ts';
import type { Sql } from '../database/sql.ts';
import type { SchemaWatch } from '../schema/schema-watch.ts';

/** Why no requests should be sent here now. */
export interface NotReady {
  readonly code: 'database-unreachable' | 'schema-mismatch' | 'stopping';
  readonly message: string;
  /** What to do about it; null when it passes by itself. */
  readonly remedy: string | null;
}

export interface Readiness {
  /** Every reason against sending requests here; none means ready. */
  check(): Promise<readonly NotReady[]>;
  /** From now on it is not ready any more. */
  stop(): void;
}

/** A query through the pool, as requests make them. */
const probe: Sql = { name: 'health/probe', text: 'SELECT 1 AS ok' };
/** Load balancers ask at the same moment and often: they share an answer for so long. */
const FRESH_MS = 500;

/** @param timeoutMs a pool that does not answer within it is not usable */
export function createReadiness(
  queries: Queries,
  watch: Pick<SchemaWatch, 'unmet' | 'suspect'>,
  timeoutMs: number,
): Readiness {
  let isStopping = false;
  let probing: Promise<boolean> | null = null;
  let probedAt = Number.NEGATIVE_INFINITY;

  const isUsable = (): Promise<boolean> => {
    if (probing === null || performance.now() - probedAt > FRESH_MS) {
      probedAt = performance.now();
      probing = within(timeoutMs, queries.query(probe));
    }
    return probing;
  };

  return {
    async check() {
      if (isStopping) return [{ code: 'stopping', message: 'This process is shutting down.', remedy: null }];
      const reasons = watch
        .unmet()
        .map(({ message, remedy }): NotReady => ({ code: 'schema-mismatch', message, remedy }));
      // Whoever repairs it wants to see it soon.
      if (reasons.length > 0) watch.suspect();
      if (await isUsable()) return reasons;
      const away = 'No query got an answer in time. It is tried again by itself.';
      return [{ code: 'database-unreachable', message: away, remedy: null }, ...reasons];
    },
    stop() {
      isStopping = true;
    },
  };
}

/** Whether it succeeds in time. Why not is in the metrics and the log of the pool. */
async function within(timeoutMs: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs);
  });
  const done = work.then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
  }
}
