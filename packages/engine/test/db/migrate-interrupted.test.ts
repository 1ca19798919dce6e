import { waitUntil } from '@plumbline/testkit';
import { describe, expect, test, vi } from 'vitest';
import { lockHolder } from './lock-holder.ts';
import { type Scratch, scratch } from './scratch.ts';
import { sleeping } from './sleeping.ts';

function untilSleeping(db: Scratch): Promise<void> {
  return waitUntil('the file sleeps', async () => (await db.query(sleeping)).length > 0);
}

describe('locks', () => {
  test('a table lock that passes is waited for by trying the file again, and the blocker is named', async () => {
    const db = await scratch({ '001_t.sql': 'create table t (a int);' });
    await db.migrate();
    db.write({ '002_alter.sql': 'alter table t add b int;' });
    const blocker = await db.connect();
    await blocker.query("set application_name = 'report'; begin; select * from t");
    const result = await db.migrate({
      lockTimeoutMs: 1_100,
      onEvent: ({ type }) => {
        if (type === 'migration-retry') void blocker.query('commit');
      },
    });
    expect(result.error).toBeNull();
    expect(result.applied[0]?.retries).toBeGreaterThan(0);
    const retry = result.events.find((event) => event.type === 'migration-retry');
    expect(retry).toMatchObject({ blockers: [{ application: 'report', state: 'idle in transaction' }] });
  });

  test('a table lock that stays is given up with the blocker in the diagnosis', async () => {
    const db = await scratch({ '001_t.sql': 'create table t (a int);' });
    await db.migrate();
    db.write({ '002_alter.sql': 'alter table t add b int;' });
    const blocker = await db.connect();
    await blocker.query("set application_name = 'report'; begin; select * from t");
    const result = await db.migrate({ lockTimeoutMs: 1_100, retries: 0 });
    expect(result.failed?.failure.sqlstate).toBe('55P03');
    expect(JSON.stringify(result.failed?.diagnosis)).toContain('report');
  });

  test('the migration lock of another run is waited for within bounds, and its holder named', async () => {
    const db = await scratch({ '001_slow.sql': 'select pg_sleep(4);' });
    const types: string[] = [];
    const first = db.migrate({ application: 'first', onEvent: ({ type }) => types.push(type) });
    await vi.waitFor(() => expect(types).toContain('migration-start'), 10_000);
    const second = await db.migrate({ lockWaitMs: 300 });
    expect(second.error).toMatchObject({ code: 'lock-timeout', exitCode: 75 });
    expect(second.error?.message).toContain('first');
    expect((await first).error).toBeNull();
  });

  test('a deadlock rolls the file back and runs it again', async () => {
    const db = await scratch({
      '001_t.sql':
        'create table a (x int); create table b (x int); insert into a values (1); insert into b values (1);',
    });
    await db.migrate();
    db.write({ '002_dead.sql': 'update a set x = 2; select pg_sleep(1); update b set x = 2;' });
    const other = await db.connect();
    await other.query("set deadlock_timeout = '10s'; begin; update b set x = 3");
    const running = db.migrate({ lockTimeoutMs: 20_000 });
    await untilSleeping(db);
    const crossing = other.query('update a set x = 3').then(() => other.query('commit'));
    const result = await running;
    await crossing;
    expect(result.error).toBeNull();
    expect(result.events.some((event) => event.type === 'migration-retry')).toBe(true);
    expect(await db.query('select a.x as a, b.x as b from a, b')).toEqual([{ a: 2, b: 2 }]);
  });
});

describe('stopping', () => {
  test('a signal cancels the file that runs: rolled back, exit code 143, the ones before it stay', async () => {
    const db = await scratch({
      '001_ok.sql': 'create table a ();',
      '002_slow.sql': 'create table b (); select pg_sleep(30);',
    });
    const stop = new AbortController();
    const running = db.migrate({ signal: stop.signal });
    await untilSleeping(db);
    const asked = Date.now();
    stop.abort();
    const result = await running;
    expect(result.error).toMatchObject({ code: 'aborted', exitCode: 143 });
    expect(Date.now() - asked).toBeLessThan(10_000);
    expect(result.applied.map(({ name }) => name)).toEqual(['001_ok']);
    expect(await db.query("select to_regclass('b') as b")).toEqual([{ b: null }]);
    db.write({ '002_slow.sql': 'create table b ();' });
    expect((await db.migrate()).error).toBeNull();
  });

  test('a connection that is terminated under a file is opened again, and the file runs once', async () => {
    const db = await scratch({
      '001_slow.sql': 'create table b (x int); insert into b values (1); select pg_sleep(1.5);',
      '002_next.sql': 'insert into b values (2);',
    });
    const running = db.migrate();
    const kill =
      "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(1.5)%' and pid <> pg_backend_pid() and datname = current_database()";
    while ((await db.query(kill)).length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    const result = await running;
    expect(result.error).toBeNull();
    expect(result.events.filter(({ type }) => type === 'reconnecting')).toHaveLength(1);
    expect(result.applied.map(({ name }) => name)).toEqual(['001_slow', '002_next']);
    expect(await db.query('select x from b order by x')).toEqual([{ x: 1 }, { x: 2 }]);
  });

  test('a lock connection that is terminated stops the file, and the run goes on with a new lock', async () => {
    const db = await scratch({
      '001_slow.sql': 'create table b (x int); insert into b values (1); select pg_sleep(1.5);',
    });
    const running = db.migrate();
    await untilSleeping(db);
    expect(await db.query(`select pg_terminate_backend(pid) as ended from (${lockHolder}) as holder`)).toEqual([
      { ended: true },
    ]);
    const result = await running;
    expect(result.error).toBeNull();
    expect(result.events.some(({ type }) => type === 'reconnecting')).toBe(true);
    expect(await db.query('select x from b')).toEqual([{ x: 1 }]);
  });

  test('a failed attempt that another run records meanwhile does not stop a file that goes well', async () => {
    const db = await scratch({ '001_slow.sql': 'create table b (x int); select pg_sleep(0.7);' });
    const running = db.migrate();
    await untilSleeping(db);
    await db.query(
      "insert into plumbline.history (name, kind, mode, checksum, code_checksum, state, statements_done, statements_total, attempts, started_at, role, tool_version, warnings, error) values ('001_slow', 'migration', 'transactional', 'a', 'a', 'failed', 0, 2, 1, now(), current_user, '0', 0, 'some error')",
    );
    expect((await running).error).toBeNull();
    expect(await db.query('select state, attempts, error from plumbline.history')).toEqual([
      { state: 'applied', attempts: 2, error: null },
    ]);
  });

  test('a client that dies while its file runs on the server cannot make the file run twice', async () => {
    const sql = 'create table if not exists b (x int); select pg_sleep(1); insert into b values (1);';
    const db = await scratch({ '001_slow.sql': sql });
    const orphan = db.migrate();
    await untilSleeping(db);
    // The lock's connection dies first, as with a process that is killed; the file's statements go on in the server.
    expect(await db.query(`select pg_terminate_backend(pid) as ended from (${lockHolder}) as holder`)).toEqual([
      { ended: true },
    ]);
    const second = await db.migrate();
    await orphan;
    expect(second.error).toBeNull();
    expect(await db.query('select count(*)::int as n from b')).toEqual([{ n: 1 }]);
  });
});
