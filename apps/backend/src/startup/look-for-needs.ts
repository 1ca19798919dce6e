import { setTimeout as pause } from 'node:timers/promises';
import { databaseFailure } from '../database/database-failure.ts';
import type { Queries } from '../database/queries.ts';
import { checkNeeds } from '../schema/check-needs.ts';
import type { UnmetNeed } from '../schema/unmet-needs.ts';
import { EXIT_STAY_STOPPED, EXIT_TRY_AGAIN, StartupFailure } from './startup-failure.ts';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 2_000;

/**
 * What the code of this build needs and the live database lacks. A database that does not answer is asked again for as
 * long as a start waits for one: many replicas that start at once can take all that a server has.
 *
 * @throws StartupFailure to be tried again when it does not answer in time; to stay stopped when it refuses
 */
export async function lookForNeeds(
  queries: Queries,
  waitMs: number,
  signal: AbortSignal,
): Promise<readonly UnmetNeed[]> {
  const deadline = performance.now() + waitMs;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    try {
      return await checkNeeds(queries);
    } catch (error) {
      const isAway = databaseFailure(error) === 'unavailable';
      if (!isAway || signal.aborted || performance.now() + pauseMs > deadline) throw failure(error, isAway);
      await pause(pauseMs, undefined, { signal }).catch(() => {}); // A start that is called off fails at the next look.
    }
  }
}

function failure(error: unknown, isAway: boolean): StartupFailure {
  const summary = `The schema cannot be looked at: ${error instanceof Error ? error.message : 'unknown'}.`;
  return new StartupFailure(isAway ? EXIT_TRY_AGAIN : EXIT_STAY_STOPPED, summary, summary, error);
}
