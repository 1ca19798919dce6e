import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { split } from '../../packages/engine/dist/splitter/index.js';
import { loadTheOldWay, sqlFiles } from './old-loader.js';

/** As a tool of an earlier time had made it; there is no column for what was measured. */
const OLDER_METRICS = `CREATE TABLE system_performance_metrics (
  id serial PRIMARY KEY,
  timestamp timestamp NOT NULL DEFAULT current_timestamp,
  metric_name varchar(100) NOT NULL,
  unit varchar(20) NOT NULL
)`;
const LAST_BY_HAND = '018_market_analytics.sql';

/**
 * A database with a past: an older metrics table, the migrations up to 018 typed into psql one day, errors and all, and
 * everything since then left to the application, which loads all files at every start.
 */
export async function makeDatabaseOfOld(client, directory) {
  await client.query(OLDER_METRICS);
  for (const file of sqlFiles(directory).filter((name) => name <= LAST_BY_HAND)) {
    for (const { text } of split(readFileSync(join(directory, file), 'utf8'))) {
      await client.query(text).catch(() => {}); // psql goes on after an error, and so did whoever typed it.
    }
  }
  return loadTheOldWay(client, directory);
}
