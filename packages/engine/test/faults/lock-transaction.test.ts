import { setTimeout as sleep } from 'node:timers/promises';
import { type PostgresMajor, startServer, waitUntil } from '@plumbline/testkit';
import { testServer } from '@plumbline/testkit/vitest';
import { describe, expect, onTestFinished, test } from 'vitest';
import { lockHolder } from '../db/lock-holder.ts';
import { scratch } from '../db/scratch.ts';

/**
 * CREATE INDEX CONCURRENTLY waits for the end of every transaction that it has seen with a snapshot. A query on the
 * lock's connection has one for a moment, and the lock's transaction ends after the index: neither would ever end.
 */
describe("the lock's transaction", () => {
  test('has no snapshot and no lock of a table while a file is looked after', async () => {
    const db = await scratch({ '001_slow.sql': 'select pg_sleep(5)' });
    const seen: string[] = [];
    const running = db.migrate({ onEvent: ({ type }) => seen.push(type) });
    await waitUntil('the file is looked after', () => seen.includes('migration-progress'));
    const held = await db.query(`select distinct locktype from pg_locks where pid in (${lockHolder}) order by 1`);
    expect(held).toEqual([{ locktype: 'advisory' }, { locktype: 'virtualxid' }]);
    expect(await db.query(`select backend_xmin from pg_stat_activity where pid in (${lockHolder})`)).toEqual([
      { backend_xmin: null },
    ]);
    expect((await running).error).toBeNull();
  });

  test('does not hold an index up, however long a look at it takes', { timeout: 120_000 }, async () => {
    const server = await startServer({ major: testServer().major as PostgresMajor });
    onTestFinished(() => server.stop());
    const db = await scratch({ '001_index.sql': 'create index concurrently t_x_idx on t (x);\nvacuum t;' }, server.url);
    await db.query('create table t (x int)');
    const blocker = await db.connect();
    const writer = await db.connect();
    // The index waits for a writer of its table; a look at what runs waits for the roles; then the writer goes, and the
    // index asks who has a snapshot.
    await writer.query('begin; lock table t in row exclusive mode');
    const running = db.migrate({ signal: AbortSignal.timeout(60_000) });
    await waitUntil(
      'the index waits',
      async () =>
        (
          await db.query(
            "select from pg_stat_activity where query ilike '%index concurrently%' and wait_event = 'virtualxid'",
          )
        ).length > 0,
    );
    await blocker.query('begin; lock table pg_catalog.pg_authid in access exclusive mode');
    const looks = "select from pg_locks where relation = 'pg_catalog.pg_authid'::regclass and not granted";
    await waitUntil('somebody looks', async () => (await db.query(looks)).length > 0);
    await writer.query('commit');
    await sleep(300);
    await blocker.query('commit');
    expect((await running).error).toBeNull();
    expect(await db.query("select indisvalid from pg_index where indexrelid = 't_x_idx'::regclass")).toEqual([
      { indisvalid: true },
    ]);
  });
});
