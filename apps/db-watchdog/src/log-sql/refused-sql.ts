import type { PartResult } from '../check/check-result.ts';
import { ownFindingCodes } from '../check/finding-kinds.ts';
import { runPart } from '../check/run-part.ts';
import type { WatchFinding } from '../check/watch-finding.ts';
import type { LogPlace } from '../state/watchdog-state.ts';
import { readLog } from './read-log.ts';

/** Refused SQL of one database since the last look, and what it is worth saying. */
export interface RefusedSql {
  readonly part: PartResult;
  readonly counts: Readonly<Record<string, number>>;
  /** Null when the log could not be read. */
  readonly findings: readonly WatchFinding[] | null;
}

/** So long after its last error a finding stays: with less it would come and go with each request. */
const STAYS_MS = 300_000;

const MEANINGS: Readonly<Record<string, string>> = {
  '42P01': 'a table or view that is not there',
  '42703': 'a column that is not there',
  '42804': 'a value of another type than the column has',
  '42883': 'a function or operator that is not there for these types',
  '42P10': 'ON CONFLICT without a unique constraint that fits',
};

/** Follows a server's log for one database. @param databaseName as the server calls it */
export function createLogWatch(
  path: string,
  databaseName: string,
  place: { readonly get: () => LogPlace | null; readonly set: (place: LogPlace) => void },
): () => Promise<RefusedSql> {
  const lastSeen = new Map<string, number>();
  const totals = new Map<string, number>();
  return async () => {
    let counts: Readonly<Record<string, number>> = {};
    const { part, value } = await runPart('log', async () => {
      const read = await readLog(path, place.get());
      place.set(read.place);
      counts = read.counts[databaseName] ?? {};
      const now = Date.now();
      for (const [sqlstate, count] of Object.entries(counts)) {
        totals.set(
          sqlstate,
          ((lastSeen.get(sqlstate) ?? 0) > now - STAYS_MS ? (totals.get(sqlstate) ?? 0) : 0) + count,
        );
        lastSeen.set(sqlstate, now);
      }
      const recent = [...totals].filter(([sqlstate]) => (lastSeen.get(sqlstate) ?? 0) > now - STAYS_MS);
      const found = recent.map(([sqlstate, count]) => refusedFinding(sqlstate, count));
      return { value: found, news: { outcome: found.length > 0 ? 'drift' : 'ok' } };
    });
    return { part, counts, findings: value };
  };
}

function refusedFinding(sqlstate: string, count: number): WatchFinding {
  const meaning = MEANINGS[sqlstate] ?? 'something that the schema does not have';
  return {
    area: 'log',
    code: 'refused-sql',
    severity: ownFindingCodes['refused-sql'].severity,
    identity: `statements with SQLSTATE ${sqlstate}`,
    expected: 'none',
    actual: `${count} lately`,
    message: `The application's SQL asks for ${meaning} (${sqlstate}).`,
    why: 'Each of these statements failed, and what it was for did not happen.',
    remedy: [
      'See the other findings: what is missing is most likely among them.',
      'If there is none, the application runs a build that is newer or older than its schema; the server log has the statements.',
    ],
    origin: null,
  };
}
