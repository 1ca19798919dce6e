import { expect, onTestFinished, test } from 'vitest';
import { type Database, openDatabase } from '../src/database/database.ts';
import { cleanUp } from '../src/telemetry/clean-up.ts';
import { migratedDatabase } from './migrated-database.ts';

async function open(): Promise<Database> {
  const { url, drop } = await migratedDatabase();
  const database = openDatabase({ url, poolSize: 4, acquireTimeoutMs: 3000, statementTimeoutMs: 0 });
  onTestFinished(async () => {
    await database.close();
    await drop();
  });
  const run = (text: string) => database.query({ name: 'test', text });
  await run(
    "insert into telemetry_errors (error_type, created_at) select 'old', now() - interval '100 days' from generate_series(1, 3)",
  );
  await run(
    "insert into telemetry_events (type, timestamp) select 'old', now() - interval '100 days' from generate_series(1, 5)",
  );
  await run("insert into telemetry_events (type) values ('new')");
  await run(
    "insert into system_performance_metrics (timestamp, metric_name, value, unit) select now() - make_interval(days => d), 'm', 1, 'ms' from generate_series(0, 39) d",
  );
  return database;
}

test('what is older than it is kept goes, the rest stays', async () => {
  const database = await open();
  expect(await cleanUp(database, { telemetry: 90, measurements: 30 })).toEqual({
    errors: 3,
    events: 5,
    measurements: 10,
  });
  expect(await cleanUp(database, { telemetry: 90, measurements: 30 })).toEqual({
    errors: 0,
    events: 0,
    measurements: 0,
  });
});

test('0 days keeps for ever', async () => {
  const database = await open();
  expect(await cleanUp(database, { telemetry: 0, measurements: 0 })).toEqual({ errors: 0, events: 0, measurements: 0 });
});

test('of many replicas at once one does it', async () => {
  const database = await open();
  const results = await Promise.all(
    Array.from({ length: 4 }, () => cleanUp(database, { telemetry: 90, measurements: 30 })),
  );
  const total = results.reduce((sum, result) => sum + (result?.events ?? 0), 0);
  expect(total).toBe(5);
});
