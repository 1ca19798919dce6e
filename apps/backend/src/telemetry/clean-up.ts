import type { Database } from '../database/database.ts';
import type { Queries } from '../database/queries.ts';
import { sql } from '../database/sql.ts';

const claimRetention = sql('telemetry/claim-retention');
const deleteOldTelemetry = sql('telemetry/delete-old');
const deleteOldMeasurements = sql('metrics/delete-old-measurements');

/** How many rows went. */
export interface CleanedUp {
  readonly errors: number;
  readonly events: number;
  readonly measurements: number;
}

/** Measurements deleted in one round: the rest goes in the next one, and no transaction is long. */
const MOST_MEASUREMENTS = 20_000;

/**
 * Deletes telemetry and measurements that are older than they are kept. 0 days keeps for ever.
 *
 * @returns null when another replica is at it
 */
export function cleanUp(
  database: Database,
  keepDays: { readonly telemetry: number; readonly measurements: number },
): Promise<CleanedUp | null> {
  return database.transaction(async (queries) => {
    const [claim] = await queries.query<{ claimed: boolean }>(claimRetention);
    if (claim?.claimed !== true) return null;
    const telemetry = keepDays.telemetry === 0 ? null : await oldTelemetry(queries, keepDays.telemetry);
    const measurements = keepDays.measurements === 0 ? 0 : await oldMeasurements(queries, keepDays.measurements);
    return { errors: telemetry?.errors ?? 0, events: telemetry?.events ?? 0, measurements };
  });
}

async function oldTelemetry(queries: Queries, days: number) {
  const [deleted] = await queries.query<{ errors: number; events: number }>(deleteOldTelemetry, [days]);
  return deleted;
}

async function oldMeasurements(queries: Queries, days: number): Promise<number> {
  const [row] = await queries.query<{ deleted: number }>(deleteOldMeasurements, [days, MOST_MEASUREMENTS]);
  return row?.deleted ?? 0;
}
