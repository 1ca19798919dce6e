import { databaseFailure } from '../database/database-failure.ts';
import type { Queries } from '../database/queries.ts';
import { type Repeating, repeat } from '../jobs/repeat.ts';
import { checkNeeds } from './check-needs.ts';
import type { UnmetNeed } from './unmet-needs.ts';

/** Whether the schema is still what the code needs, while the service runs. */
export interface SchemaWatch {
  /** What was lacking at the last look. A database that is away leaves it as it was. */
  unmet(): readonly UnmetNeed[];
  /** A query has just failed in a way that the schema can be the reason of: look now. */
  suspect(): void;
  stop(): Promise<void>;
}

export interface SchemaWatchOptions {
  readonly queries: Queries;
  readonly everyMs: number;
  /** Told when what is lacking has changed, in both directions. */
  readonly onChange: (unmet: readonly UnmetNeed[]) => void;
  readonly onError: (error: unknown) => void;
}

/** Every request may fail of the same reason, and one look tells it. */
const QUIET_MS = 1000;

/** Looks every so often and whenever it is suspected. Requests never wait for it. */
export function watchSchema({ queries, everyMs, onChange, onError }: SchemaWatchOptions): SchemaWatch {
  let unmet: readonly UnmetNeed[] = [];
  let lookedAt = 0;
  const look = async (): Promise<void> => {
    lookedAt = performance.now();
    const now = await checkNeeds(queries);
    const hasChanged = now.map(({ message }) => message).join() !== unmet.map(({ message }) => message).join();
    unmet = now;
    if (hasChanged) onChange(now);
  };
  const looking: Repeating = repeat(everyMs, look, (error) => {
    if (databaseFailure(error) !== 'unavailable') onError(error);
  });
  const suspect = (): void => {
    if (performance.now() - lookedAt > QUIET_MS) looking.now();
  };
  return { unmet: () => unmet, suspect, stop: () => looking.stop() };
}
