import { migrationSeries, seriesOfState } from '../metrics/migration-series.ts';
import { notificationResults } from '../notify/channel-queue.ts';
import { failureReasons } from './check-failure.ts';
import { partOutcomes, skipReasons } from './check-result.ts';
import { ownFindingCodes } from './finding-kinds.ts';

/** The page's word of a state, and the metrics' word where they have another one. */
const migrationStates: readonly string[] = [...new Set([...Object.entries(seriesOfState).flat(), ...migrationSeries])];

/**
 * Every word of a closed set that a message, the page or a metric of the watchdog can show, by the chapter of
 * docs/watchdog-codes.md that has it. Beside these there are the codes of the verifier and SQLSTATEs.
 */
export const shownCodes: Readonly<Record<string, readonly string[]>> = {
  Findings: Object.keys(ownFindingCodes),
  'How a look at a part went': partOutcomes,
  'Why a look failed': failureReasons,
  'Why a look was skipped': skipReasons,
  'States of a migration': migrationStates,
  'What became of a message': notificationResults,
};
