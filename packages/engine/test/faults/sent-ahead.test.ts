import { waitUntil } from '@plumbline/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { lockHolder } from '../db/lock-holder.ts';
import { scratch } from '../db/scratch.ts';
import { sleeping } from '../db/sleeping.ts';
import { cuttingProxy } from './cutting-proxy.ts';

/** Each file is with the server, but for its COMMIT, while the one before it is answered. */

const ran = (...names: readonly string[]) => names.map((name) => ({ name }));
const table = { '001_t.sql': 'create table t (name text primary key); create sequence tried;' };

test('a file that is refused leaves nothing of the file behind it, which runs when it is corrected', async () => {
  const db = await scratch({
    ...table,
    '002_bad.sql': "insert into t values ('002'); select 1 / 0;",
    '003_next.sql': "select nextval('tried'); insert into t values ('003');",
  });
  const refused = await db.migrate();
  expect(refused.failed).toMatchObject({ name: '002_bad', failure: { sqlstate: '22012' } });
  expect(refused).toMatchObject({ applied: [{ name: '001_t' }], pending: ['002_bad', '003_next'] });
  expect(await db.query('select name from t')).toEqual([]);
  db.write({ '002_bad.sql': "insert into t values ('002');" });
  expect((await db.migrate()).error).toBeNull();
  expect(await db.query('select name from t order by name')).toEqual(ran('002', '003'));
  expect(await db.query('select last_value::int as n from tried')).toEqual([{ n: 1 }]);
});

test('a file that is refused at its COMMIT does not let the file behind it run', async () => {
  const db = await scratch({
    ...table,
    '002_late.sql':
      "create table child (parent text references t deferrable initially deferred); insert into child values ('nobody');",
    '003_next.sql': "select nextval('tried'); insert into t values ('003');",
    '004_last.sql': "insert into t values ('004');",
  });
  const result = await db.migrate();
  expect(result.failed).toMatchObject({ name: '002_late', failure: { sqlstate: '23503' } });
  expect(result.error?.message).toContain('at its commit');
  expect(result.pending).toEqual(['002_late', '003_next', '004_last']);
  expect(await db.query("select name, state from plumbline.history where name <> '001_t'")).toEqual([
    { name: '002_late', state: 'failed' },
  ]);
  // A sequence forgets nothing: the file has not even begun.
  expect(await db.query('select is_called from tried')).toEqual([{ is_called: false }]);
});

test('a file behind one that was sent ahead itself is held up in the same way', async () => {
  const late = "insert into child values ('nobody');";
  const db = await scratch({
    ...table,
    '002_child.sql': 'create table child (parent text references t deferrable initially deferred);',
    '003_late.sql': late,
    '004_next.sql': "select nextval('tried');",
  });
  expect((await db.migrate()).failed).toMatchObject({ name: '003_late', failure: { sqlstate: '23503' } });
  expect(await db.query('select is_called from tried')).toEqual([{ is_called: false }]);
});

test('a file whose refusal is there before its COMMIT is sent is tried again, and those behind it run', async () => {
  const db = await scratch({
    '001_t.sql': `${table['001_t.sql']}
create function refused_once() returns void language plpgsql as
  $$ begin if nextval('tried') < 2 then raise sqlstate '40001'; end if; end $$;`,
    '002_before.sql': "insert into t values ('002');",
    '003_twice.sql': "insert into t values ('003'); select refused_once();",
    '004_next.sql': "insert into t values ('004');",
    '005_last.sql': "insert into t values ('005');",
  });
  const result = await db.migrate({
    onEvent: (event) => {
      if (event.type !== 'migration-start' || event.migration !== '002_before') return;
      // Its COMMIT and the file behind it are on their way by then; both answers are there when anybody listens again.
      setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000));
    },
  });
  expect(result).toMatchObject({ error: null, skipped: [] });
  expect(result.applied.map(({ name, retries }) => `${name} ${retries}`)).toEqual([
    ...['001_t 0', '002_before 0', '003_twice 1', '004_next 0', '005_last 0'],
  ]);
  expect(await db.query('select name from t order by name')).toEqual(ran('002', '003', '004', '005'));
});

test('a file that waits for a lock is tried again, and the one behind it runs once, after it', async () => {
  const db = await scratch({
    ...table,
    '002_locked.sql': "insert into t values ('002');",
    '003_next.sql': "insert into t select '003 after ' || name from t;",
  });
  await db.migrate({ to: '001_t' });
  const blocker = await db.connect();
  await blocker.query('begin; lock table t');
  let retries = 0;
  const result = await db.migrate({
    lockTimeoutMs: 200,
    onEvent: ({ type }) => {
      if (type === 'migration-retry' && ++retries === 2) void blocker.query('commit');
    },
  });
  expect(result.error).toBeNull();
  expect(await db.query('select name from t order by name')).toEqual(ran('002', '003 after 002'));
});

test('each file keeps its own notices, and what it warns of is counted', async () => {
  const says = (level: string, name: string) => `do $$ begin raise ${level} '${name}'; end $$;`;
  const names = ['001', '002', '003', '004'];
  const db = await scratch(
    Object.fromEntries(names.map((name) => [`${name}_n.sql`, says('notice', name) + says('warning', name)])),
  );
  const heard: string[] = [];
  const result = await db.migrate({
    onEvent: (event) => {
      if (event.type === 'migration-start') heard.push(event.migration);
      if (event.type === 'notice') heard.push(`${event.migration} ${event.notice.message}`);
    },
  });
  expect(result.applied.map(({ notices }) => notices.map(({ message }) => message))).toEqual(names.map((n) => [n, n]));
  expect(heard).toEqual(names.flatMap((name) => [`${name}_n`, `${name}_n ${name}`, `${name}_n ${name}`]));
  expect(await db.query('select distinct warnings from plumbline.history')).toEqual([{ warnings: 1 }]);
});

test('whoever stops the run when a file is applied stops it before the next one, though it is with the server', async () => {
  const db = await scratch({ ...table, '002_long.sql': 'select pg_sleep(20);', '003_next.sql': 'select 1;' });
  const stop = new AbortController();
  const started = performance.now();
  const result = await db.migrate({
    signal: stop.signal,
    onEvent: ({ type }) => {
      if (type === 'migration-applied') stop.abort();
    },
  });
  expect(performance.now() - started).toBeLessThan(10_000);
  expect(result.error).toMatchObject({ code: 'aborted' });
  expect(result).toMatchObject({ applied: [{ name: '001_t' }], pending: ['002_long', '003_next'] });
  await waitUntil('the long file is cancelled', async () => (await db.query(sleeping)).length === 0);
  expect(await db.query('select name from plumbline.history')).toEqual(ran('001_t'));
});

test('a listener that throws ends the run, and nothing is applied that the result does not tell', async () => {
  const db = await scratch({ ...table, '002_next.sql': "insert into t values ('002');" });
  const result = await db.migrate({
    onEvent: ({ type }) => {
      if (type === 'migration-applied') throw new Error('a listener of somebody');
    },
  });
  expect(result.error?.message).toContain('a listener of somebody');
  expect(result.applied.map(({ name }) => name)).toEqual(['001_t']);
  await waitUntil('its connection is gone', async () => (await db.query(lockHolder)).length === 0);
  expect(await db.query('select name from plumbline.history')).toEqual(ran('001_t'));
});

test.each(['insert into t values (2)', 'insert into t values (3)', 'insert into t values (4)'])(
  'a connection that breaks around "%s" leaves every file applied once, and told once',
  async (message) => {
    const db = await scratch({
      '001_t.sql': 'create table t (x int);',
      ...Object.fromEntries([2, 3, 4, 5].map((x) => [`00${x}_x.sql`, `insert into t values (${x});`])),
    });
    const proxy = await cuttingProxy(db.url);
    onTestFinished(() => proxy.close());
    proxy.cutOnce({ message, answer: 'COMMIT\0' });
    const result = await db.migrate({ url: proxy.url });
    expect(result.error).toBeNull();
    expect(proxy.cuts()).toBe(1);
    expect(result.applied.map(({ name }) => name)).toEqual(['001_t', '002_x', '003_x', '004_x', '005_x']);
    expect(await db.query('select x from t order by x')).toEqual([2, 3, 4, 5].map((x) => ({ x })));
  },
);
