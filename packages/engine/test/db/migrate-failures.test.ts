import { describe, expect, test, vi } from 'vitest';
import { lockHolder } from './lock-holder.ts';
import { scratch } from './scratch.ts';

describe('a file that the server refuses', () => {
  test('is rolled back whole, placed at its statement, and recorded; the ones before it stay', async () => {
    const db = await scratch({
      '001_ok.sql': 'create table users (id integer primary key);',
      '002_bad.sql':
        '-- first\ncreate table a (x int);\n\n-- the incident\ncreate table b (\n  user_id uuid references users (id)\n);\n',
      '003_later.sql': 'create table c ();',
    });
    const result = await db.migrate();
    expect(result).toMatchObject({
      ok: false,
      pending: ['002_bad', '003_later'],
      error: { code: 'migration-failed', exitCode: 1 },
    });
    expect(result.failed).toMatchObject({
      name: '002_bad',
      statement: 2,
      statements: 2,
      position: { line: 6, column: 3 },
      failure: { sqlstate: '42804' },
    });
    expect(result.failed?.position?.file).toContain('002_bad.sql');
    expect(await db.query("select to_regclass('a') as a")).toEqual([{ a: null }]);
    expect(
      await db.query('select name, state, statements_done, attempts, error_code from plumbline.history order by name'),
    ).toEqual([
      { name: '001_ok', state: 'applied', statements_done: 1, attempts: 1, error_code: null },
      { name: '002_bad', state: 'failed', statements_done: 1, attempts: 1, error_code: '42804' },
    ]);

    db.write({ '002_bad.sql': 'create table b (user_id integer references users (id));' });
    const second = await db.migrate();
    expect(second.error).toBeNull();
    expect(await db.query("select state, attempts, error from plumbline.history where name = '002_bad'")).toEqual([
      { state: 'applied', attempts: 2, error: null },
    ]);
  });

  test.each([
    ['a syntax error', 'select 1;\nselect 2;\nselect frm where;', 3, 17],
    ['a syntax error after astral characters', "select '🐘🐘'; select '🐘', oops from;", 1, 35],
    [
      'an undefined column',
      'create table t (a int);\ninsert into t (a) values (1);\nselect a,\n       nope from t;',
      4,
      8,
    ],
    ['a division by zero at run time', 'select 1;\n  select 2;\n  select 1/0;', 3, 3],
    ['a statement of a stripped outer pair', 'begin;\nselect 1;\nselect nope;\ncommit;', 3, 8],
    ['a statement after COPY data', 'create table t (a int);\ncopy t from stdin;\n1\n\\.\nselect nope;', 5, 8],
    ['bad COPY data', 'create table t (a int);\ncopy t from stdin;\nx\n\\.\nselect 1;', 2, 1],
  ])('is placed exactly: %s', async (_, sql, line, column) => {
    const db = await scratch({ '001_x.sql': sql });
    const { failed } = await db.migrate();
    expect(failed?.position).toMatchObject({ line, column });
    expect(failed?.frame).toContain('^');
  });

  test('at its commit, by a deferred constraint, is told as such', async () => {
    const db = await scratch({
      '001_d.sql':
        'create table t (id int primary key, p int references t deferrable initially deferred); insert into t values (1, 2);',
    });
    const result = await db.migrate();
    expect(result.failed).toMatchObject({ position: null, statement: null, failure: { sqlstate: '23503' } });
    expect(result.error?.message).toContain('at its commit');
    expect(await db.query("select to_regclass('t') as t")).toEqual([{ t: null }]);
  });

  test('never runs the files before it when it cannot even be split', async () => {
    const db = await scratch({
      '001_ok.sql': 'create table a ();',
      '002_open.sql': 'create table b ();\ndo $x$ begin',
    });
    const result = await db.migrate();
    expect(result.error).toMatchObject({ code: 'invalid-sql', details: { position: { line: 2, column: 4 } } });
    expect(await db.query("select to_regclass('a') as a")).toEqual([{ a: null }]);
  });

  test.each([
    ['COMMIT', 'create table a ();\nCOMMIT;\ncreate table b ();', 'transaction-control', 2],
    ['ROLLBACK', 'create table a ();\nROLLBACK;', 'transaction-control', 2],
    ['BEGIN without COMMIT', 'BEGIN;\ncreate table a ();', 'transaction-control', 1],
    ['two pairs', 'BEGIN; select 1; COMMIT;\nBEGIN; select 2; COMMIT;', 'transaction-control', 1],
    ['a misspelt directive', '-- plumbline: no-transction\nselect 1;', 'unknown-directive', 1],
    ['a directive without its value', '-- plumbline: lock-timeout\nselect 1;', 'unknown-directive', 1],
    ['a directive too late', 'select 1;\n-- plumbline: mixed\nselect 1;', 'unknown-directive', 2],
    ['a psql command', 'select 1;\n\\i other.sql\n', 'invalid-sql', 2],
    ['a psql variable', 'select :name;', 'invalid-sql', 1],
  ])('is refused before anything runs: %s', async (_, sql, code, line) => {
    const db = await scratch({ '001_x.sql': sql });
    const result = await db.migrate();
    expect(result.error).toMatchObject({ code, details: { position: { line } } });
    expect(result.error?.details.remedy?.length).toBeGreaterThan(0);
    expect(await db.query("select to_regclass('a') as a, to_regnamespace('plumbline') as history")).toEqual([
      { a: null, history: null },
    ]);
  });

  test('with bytes that are not UTF-8 names the byte', async () => {
    const db = await scratch({ '001_latin.sql': Buffer.from("select 1;\nselect 'caf\xe9';\n", 'latin1') });
    expect((await db.migrate()).error).toMatchObject({
      code: 'invalid-sql',
      details: { position: { line: 2, column: 12 } },
    });
  });
});

describe('locks', () => {
  test('a table lock that passes is waited for by trying the file again, and the blocker is named', async () => {
    const db = await scratch({ '001_t.sql': 'create table t (a int);' });
    await db.migrate();
    db.write({ '002_alter.sql': 'alter table t add b int;' });
    const blocker = await db.connect();
    await blocker.query("set application_name = 'report'; begin; select * from t");
    const running = db.migrate({ lockTimeoutMs: 1_100 });
    setTimeout(() => void blocker.query('commit'), 2_000);
    const result = await running;
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
    db.write({ '002_dead.sql': 'update a set x = 2; select pg_sleep(0.7); update b set x = 2;' });
    const other = await db.connect();
    await other.query("set deadlock_timeout = '10s'; begin; update b set x = 3");
    const running = db.migrate({ lockTimeoutMs: 20_000 });
    await new Promise((resolve) => setTimeout(resolve, 300));
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
    setTimeout(() => stop.abort(), 700);
    const started = Date.now();
    const result = await db.migrate({ signal: stop.signal });
    expect(result.error).toMatchObject({ code: 'aborted', exitCode: 143 });
    expect(Date.now() - started).toBeLessThan(5_000);
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
    await new Promise((resolve) => setTimeout(resolve, 500));
    await db.query(`select pg_terminate_backend(pid) from (${lockHolder}) as holder`);
    const result = await running;
    expect(result.error).toBeNull();
    expect(result.events.some(({ type }) => type === 'reconnecting')).toBe(true);
    expect(await db.query('select x from b')).toEqual([{ x: 1 }]);
  });

  test('a failed attempt that another run records meanwhile does not stop a file that goes well', async () => {
    const db = await scratch({ '001_slow.sql': 'create table b (x int); select pg_sleep(0.7);' });
    const running = db.migrate();
    await expect.poll(() => db.query("select from pg_stat_activity where wait_event = 'PgSleep'")).toHaveLength(1);
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
    const stop = new AbortController();
    const orphan = db.migrate({ application: 'orphan' });
    await new Promise((resolve) => setTimeout(resolve, 400));
    // The lock's connection dies first, as with a process that is killed; the file's statements go on in the server.
    await db.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'orphan' and state = 'idle in transaction'",
    );
    const second = await db.migrate();
    stop.abort();
    await orphan;
    expect(second.error).toBeNull();
    expect(await db.query('select count(*)::int as n from b')).toEqual([{ n: 1 }]);
  });
});
