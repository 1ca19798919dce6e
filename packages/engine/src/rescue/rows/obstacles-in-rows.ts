import type { Client } from 'pg';
import type { Catalog } from '../../catalog/catalog.ts';
import { objectMap } from '../../expect/catalog-changes.ts';
import type { OpenDifference } from '../plan/open-differences.ts';
import type { Obstacle } from '../repair/repair.ts';
import { violatingRows } from './violating-rows.ts';

/** Of what is missing or different, all that rows stand against, by identity. Reads the tables in question. */
export async function obstaclesInRows(
  client: Client,
  open: readonly OpenDifference[],
  live: Catalog,
  hasRows: (schema: string, table: string) => boolean,
): Promise<ReadonlyMap<string, Obstacle>> {
  const now = objectMap(live);
  const found = new Map<string, Obstacle>();
  for (const { identity, expected } of open) {
    if (!('table' in expected) || !hasRows(expected.schema, expected.table)) continue;
    const obstacle = await violatingRows(client, expected, now);
    if (obstacle !== null) found.set(identity, obstacle);
  }
  return found;
}
