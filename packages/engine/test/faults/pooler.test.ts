import { waitUntil } from '@plumbline/testkit';
import { testServer } from '@plumbline/testkit/vitest';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { lockHolder } from '../db/lock-holder.ts';
import { locksHere } from '../db/locks-here.ts';
import { type Scratch, scratch } from '../db/scratch.ts';
import { sleeping } from '../db/sleeping.ts';
import { hasPooler, type Pooler, startPooler } from './pooler.ts';

describe.skipIf(!hasPooler())('behind a transaction pooler', () => {
  let pooler: Pooler;
  beforeAll(async () => {
    pooler = await startPooler(testServer().url, { default_pool_size: 5 });
  });
  afterAll(() => pooler?.stop());

  const files = {
    '001_t.sql':
      "create table orders (id int, customer int); insert into orders select n, n % 7 from generate_series(1, 1000) n;\nset lock_timeout = '7s'; set search_path = pg_catalog; set role pg_monitor;",
    '002_i.sql': 'create index concurrently a on orders (id);\ncreate index concurrently b on orders (customer);',
    '003_v.sql': '-- plumbline: no-transaction\ninsert into orders values (-1, -1);\nvacuum orders;',
    '004_w.sql': "do $$ begin raise warning 'mind'; end $$; set statement_timeout = '9s';",
  };

  test('transactional and stepwise files run once, and no lock is left on a server connection', async () => {
    const db = await scratch(files);
    const results = await Promise.all(Array.from({ length: 4 }, () => migrateThrough(db)));
    expect(results.map(({ error }) => error)).toEqual([null, null, null, null]);
    expect(results.flatMap(({ applied }) => applied.map(({ name }) => name)).sort()).toEqual([
      '001_t',
      '002_i',
      '003_v',
      '004_w',
    ]);
    expect(await db.query('select count(*)::int as n from orders where id = -1')).toEqual([{ n: 1 }]);
    expect(await strandedLocks(db)).toEqual([]);
    expect(await db.query('select name, warnings from plumbline.history where warnings > 0')).toEqual([
      { name: '004_w', warnings: 1 },
    ]);
  });

  test('nothing that a file or the run has set reaches the next client of the pool', async () => {
    const db = await scratch(files);
    expect((await migrateThrough(db)).error).toBeNull();
    expect(await settingsOfPool(db)).toEqual([plain]);
  });

  test('a file that fails leaves nothing behind either', async () => {
    const db = await scratch({
      '001_t.sql':
        "create table t (a int);\nset search_path = pg_catalog; set lock_timeout = '7s'; set role pg_monitor;",
      '002_s.sql': '-- plumbline: no-transaction\nselect 1;\nselect 1/0;',
    });
    expect((await migrateThrough(db)).failed).toMatchObject({ name: '002_s', statement: 2 });
    expect(await settingsOfPool(db)).toEqual([plain]);
    expect(await strandedLocks(db)).toEqual([]);
  });

  test('a stepwise file that relies on a session setting is refused before anything runs', async () => {
    const db = await scratch({
      '001_t.sql': 'create table orders (id int);',
      '002_i.sql': "set maintenance_work_mem = '64MB';\ncreate index concurrently a on orders (id);",
    });
    const result = await migrateThrough(db);
    expect(result.error).toMatchObject({
      code: 'pooler-refused',
      exitCode: 2,
      details: { position: { line: 1, column: 1 } },
    });
    expect(result.error?.details.remedy?.join()).toContain('MIGRATION_DATABASE_URL');
    expect(result.applied).toEqual([]);
    expect((await db.migrate()).error).toBeNull();
  });

  test('a client of the caller is refused, and nothing is done through it', async () => {
    const db = await scratch({ '001_t.sql': 'create table t (a int);' });
    const client = await db.connect(pooler.throughPooler(db.url));
    expect((await db.migrate({ client })).error).toMatchObject({ code: 'pooler-refused', exitCode: 2 });
    expect((await db.migrate({ connection: client })).error).toMatchObject({ code: 'pooler-refused' });
    expect(await db.query("select to_regclass('t') as t, to_regnamespace('plumbline') as history")).toEqual([
      { t: null, history: null },
    ]);
  });

  test('a pool of the caller works: its configuration opens connections of the run', async () => {
    const db = await scratch(files);
    const pool = new pg.Pool({ connectionString: pooler.throughPooler(db.url), max: 1 });
    expect((await db.migrate({ pool })).error).toBeNull();
    await pool.end();
    expect(await strandedLocks(db)).toEqual([]);
  });

  test('who blocks a file is seen, although its backend is not the one the run was told of', async () => {
    const db = await scratch({ '001_t.sql': 'create table t (a int);' });
    await migrateThrough(db);
    db.write({ '002_alter.sql': 'alter table t add b int;' });
    const blocker = await db.connect();
    await blocker.query("set application_name = 'report'; begin; select * from t");
    const result = await migrateThrough(db, {
      lockTimeoutMs: 60_000,
      onEvent: ({ type }) => {
        if (type === 'migration-blocked') void blocker.query('commit');
      },
    });
    expect(result.error).toBeNull();
    expect(result.events.find(({ type }) => type === 'migration-blocked')).toMatchObject({
      blockers: [{ application: 'report', state: 'idle in transaction' }],
    });
  });

  test('a run that is stopped cancels its statement', async () => {
    const db = await scratch({ '001_slow.sql': 'create table b (); select pg_sleep(30);' });
    const stop = new AbortController();
    const running = migrateThrough(db, { signal: stop.signal });
    await waitUntil('the file sleeps', () => sleeps(db));
    stop.abort();
    expect((await running).error).toMatchObject({ code: 'aborted' });
    expect(await sleeps(db)).toBe(false);
    expect(await strandedLocks(db)).toEqual([]);
  });

  test('a run that is stopped leaves the same file in another database alone', async () => {
    const files = { '001_slow.sql': 'create table b (); select pg_sleep(4);' };
    const [stopped, other] = [await scratch(files), await scratch(files)];
    const stop = new AbortController();
    const both = [migrateThrough(stopped, { signal: stop.signal }), migrateThrough(other)] as const;
    await waitUntil('both files sleep', async () => (await sleeps(stopped)) && (await sleeps(other)));
    stop.abort();
    expect((await both[0]).error).toMatchObject({ code: 'aborted' });
    expect((await both[1]).error).toBeNull();
  });

  test('a pool of one server connection is told from a slow one, in bounded time', async () => {
    const db = await scratch({ '001_t.sql': 'create table t (a int);' });
    const narrow = await startPooler(testServer().url, { default_pool_size: 1 });
    onTestFinished(() => narrow.stop());
    const { error } = await db.migrate({ url: narrow.throughPooler(db.url), connectWaitMs: 1_000 });
    expect(error).toMatchObject({ code: 'connection-failed', exitCode: 75 });
    expect(error?.message).toContain('second connection');
    expect(error?.details.remedy?.join()).toContain('default_pool_size');
    expect(await strandedLocks(db)).toEqual([]);
    expect(await db.query("select to_regclass('t') as t")).toEqual([{ t: null }]);
  });

  test('a file whose server connection is terminated is run again, once', async () => {
    const db = await scratch({
      '001_slow.sql': 'create table b (x int); insert into b values (1); select pg_sleep(1.5);',
      '002_next.sql': 'insert into b values (2);',
    });
    const running = migrateThrough(db);
    await waitUntil('the file sleeps', () => sleeps(db));
    await db.query(`select pg_terminate_backend(pid) from (${sleeping}) as sleeping`);
    const result = await running;
    expect(result.error).toBeNull();
    expect(result.events.some(({ type }) => type === 'reconnecting')).toBe(true);
    expect(await db.query('select x from b order by x')).toEqual([{ x: 1 }, { x: 2 }]);
  });

  test('a stepwise statement that a dead client left in the server is waited for, not run beside itself', async () => {
    const db = await scratch({
      '001_t.sql': 'create table b (x int);',
      '002_slow.sql': '-- plumbline: no-transaction\ninsert into b select 1 from pg_sleep(2);',
    });
    const first = migrateThrough(db);
    await waitUntil('the statement sleeps', () => sleeps(db));
    // The lock's transaction is gone, as after a crash; the statement goes on in the server.
    await db.query(`select pg_terminate_backend(pid) from (${lockHolder}) as holder`);
    const second = await migrateThrough(db);
    expect(second.error).toBeNull();
    expect((await first).error).toBeNull();
    expect(await db.query('select count(*)::int as n from b')).toEqual([{ n: 1 }]);
  });

  const plain = { lock: '0', statement: '0', path: '"$user", public', same: true, client: '0' };

  const migrateThrough = async (
    db: Scratch,
    options: Parameters<Scratch['migrate']>[0] = {},
  ): ReturnType<Scratch['migrate']> => {
    await settingsOfPool(db); // Fills the pool, so that the run meets all of its connections in turn.
    return db.migrate({ url: pooler.throughPooler(db.url), ...options });
  };

  /** Holds every server connection of the pool at once, so that each of them is looked at. */
  const settingsOfPool = async (db: Scratch): Promise<unknown[]> => {
    const clients = await Promise.all(Array.from({ length: 5 }, () => db.connect(pooler.throughPooler(db.url))));
    const rows = await Promise.all(
      clients.map(async (client) => {
        await client.query('begin');
        const { rows } = await client.query(
          `select current_setting('lock_timeout') as lock, current_setting('statement_timeout') as statement,
current_setting('search_path') as path, current_user = session_user as same,
current_setting('client_connection_check_interval') as client`,
        );
        return JSON.stringify(rows[0]);
      }),
    );
    await Promise.all(clients.map((client) => client.query('commit')));
    return [...new Set(rows)].map((row) => JSON.parse(row) as unknown);
  };
});

async function strandedLocks(db: Scratch): Promise<unknown[]> {
  return db.query(`select pid from ${locksHere} where locktype = 'advisory'`);
}

async function sleeps(db: Scratch): Promise<boolean> {
  return (await db.query(sleeping)).length > 0;
}
