import type { Queries } from '../database/queries.ts';
import { sql } from '../database/sql.ts';
import type { Measurement } from './measurement.ts';

const insertMeasurements = sql('metrics/insert-measurements');

/** Writes a batch in one statement. */
export async function writeMeasurements(queries: Queries, batch: readonly Measurement[]): Promise<void> {
  await queries.query(insertMeasurements, [
    batch.map(({ at }) => new Date(at).toISOString()),
    batch.map(({ name }) => name.slice(0, 100)),
    batch.map(({ value }) => value),
    batch.map(({ unit }) => unit),
    batch.map(({ tags }) => JSON.stringify(tags)),
    batch.map(({ metadata }) => JSON.stringify(metadata)),
  ]);
}
