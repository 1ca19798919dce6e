import { waitUntil } from '@plumbline/testkit';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Scratch, scratch } from '../db/scratch.ts';
import { build, startMigrate } from './cli-process.ts';

beforeAll(build);

const tables = {
  '001_t.sql': `create table t (a int);
insert into t select generate_series(1, 1000);
create index old on t (a);
create table p (m int) partition by list (m);
create table p1 partition of p for values in (1);
insert into p values (1);`,
};

/** Runs the command until the database shows what is waited for, and kills it there. @returns the backend it leaves */
async function killWhen(db: Scratch, what: string, condition: string): Promise<number> {
  const running = startMigrate(db);
  let backend = 0;
  await waitUntil(what, async () => {
    if (running.child.exitCode !== null) throw new Error(`The command ended before it was killed: ${running.output()}`);
    const rows = await db.query<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and ${condition}`,
    );
    backend = rows[0]?.pid ?? 0;
    return rows.length > 0;
  });
  running.child.kill('SIGKILL');
  expect(await running.ended).toBe('SIGKILL');
  return backend;
}

/** What the build of an index waits for. */
const oldSnapshot = 'begin isolation level repeatable read; select 1';
const invalid = 'select indexrelid::regclass::text as name from pg_index where not indisvalid';

describe('kill -9 in a transactional file', () => {
  test('nothing of it stays, or all of it: the next run has it exactly once', async () => {
    const db = await scratch(tables);
    await db.migrate();
    db.write({ '002_slow.sql': 'insert into t values (-1);\nselect pg_sleep(1.2);\ninsert into t values (-2);' });
    await killWhen(db, 'the file sleeps', "wait_event = 'PgSleep'");
    const result = await db.migrate();
    expect(result.error).toBeNull();
    expect(await db.query('select a from t where a < 0 order by a')).toEqual([{ a: -2 }, { a: -1 }]);
    expect(await db.query("select state, attempts from plumbline.history where name = '002_slow'")).toEqual([
      { state: 'applied', attempts: 1 },
    ]);
  });
});

describe('kill -9 in a stepwise file', () => {
  const statements: readonly [sql: string, blocker: string, after: string, expected: unknown][] = [
    [
      'create index concurrently i on t (a);',
      oldSnapshot,
      "select indisvalid as yes from pg_index where indexrelid = 'i'::regclass",
      [{ yes: true }],
    ],
    [
      'create unique index concurrently i on t (a);',
      oldSnapshot,
      "select indisvalid as yes from pg_index where indexrelid = 'i'::regclass",
      [{ yes: true }],
    ],
    [
      'reindex index concurrently old;',
      oldSnapshot,
      "select count(*)::int as n from pg_index where indrelid = 't'::regclass",
      [{ n: 1 }],
    ],
    [
      'drop index concurrently old;',
      'begin; select * from t limit 1',
      "select to_regclass('old') as old",
      [{ old: null }],
    ],
    [
      'alter table p detach partition p1 concurrently;',
      'begin; select * from p',
      "select from pg_inherits where inhrelid = 'p1'::regclass",
      [],
    ],
    [
      'vacuum t;',
      'begin; lock table t in share update exclusive mode',
      'select count(*)::int as n from t',
      [{ n: 1001 }],
    ],
  ];

  const ways = ['goes on to its end', 'ends because its client is gone'] as const;
  const cases = statements.flatMap((entry) => ways.map((way) => ({ entry, way, sql: entry[0] })));

  test.each(cases)('$sql is done when the next run ends; the old one $way', async ({ entry, way }) => {
    const [sql, block, after, expected] = entry;
    const db = await scratch(tables);
    await db.migrate();
    db.write({ '002_s.sql': `-- plumbline: mixed\n${sql}\ninsert into t values (-1);` });
    const blocker = await db.connect();
    await blocker.query(block);
    const waits = `query like '%${sql.slice(0, -1)}' and wait_event_type = 'Lock'`;
    const old = await killWhen(db, 'the statement waits', waits);
    expect(await db.query("select state, statements_done from plumbline.history where name = '002_s'")).toEqual([
      { state: 'running', statements_done: 0 },
    ]);
    const again = db.migrate();
    if (way === 'ends because its client is gone') {
      const isThere = `select from pg_stat_activity where pid = ${old}`;
      await waitUntil('the old backend is gone', async () => (await db.query(isThere)).length === 0);
    }
    await blocker.query('commit');
    const result = await again;
    expect(result.error).toBeNull();
    expect(result.events.find(({ type }) => type === 'migration-resumed')).toMatchObject({ done: 0, total: 2 });
    expect(await db.query(after)).toEqual(expected);
    expect(await db.query(invalid)).toEqual([]);
    expect(await db.query('select count(*)::int as n from t where a = -1')).toEqual([{ n: 1 }]);
  });

  test('between two statements: it goes on at the second, and the first is not run again', async () => {
    const db = await scratch(tables);
    await db.migrate();
    db.write({
      '002_s.sql':
        '-- plumbline: no-transaction\ninsert into t values (-1);\ninsert into t select -2 from pg_sleep(5);\ninsert into t values (-3);',
    });
    await killWhen(db, 'the second statement sleeps', "wait_event = 'PgSleep'");
    db.write({
      '002_s.sql':
        '-- plumbline: no-transaction\ninsert into t values (-1);\ninsert into t values (-2);\ninsert into t values (-3);',
    });
    const result = await db.migrate();
    expect(result.error).toBeNull();
    expect(result.events.find(({ type }) => type === 'migration-resumed')).toMatchObject({ done: 1, total: 3 });
    expect(await db.query('select a from t where a < 0 order by a')).toEqual([{ a: -3 }, { a: -2 }, { a: -1 }]);
  });

  test.each([
    ['DO', 'do $$ begin insert into t values (-1); commit; perform pg_sleep(30); end $$;'],
    ['CALL', 'call slowly();'],
  ])('%s that commits by itself: half applied, said clearly, and never run again by itself', async (kind, sql) => {
    const procedure =
      'create procedure slowly() language plpgsql as $$ begin insert into t values (-1); commit; perform pg_sleep(30); end $$;';
    const db = await scratch({ '001_t.sql': `${tables['001_t.sql']}\n${procedure}` });
    await db.migrate();
    db.write({ '002_s.sql': `-- plumbline: no-transaction\nselect 1;\n${sql}\nselect 2;` });
    await killWhen(db, 'it sleeps after its commit', "wait_event = 'PgSleep'");
    for (const attempt of [1, 2]) {
      const { error } = await db.migrate();
      expect(error, `attempt ${attempt}`).toMatchObject({ code: 'half-applied', exitCode: 6 });
      expect(error?.message).toContain(`002_s.sql is half applied: it was interrupted in line 3, and whether ${kind}`);
    }
    expect(await db.query('select a from t where a < 0')).toEqual([{ a: -1 }]);
    // What the message says to do: the effect is there, so the statement is taken out.
    db.write({ '002_s.sql': '-- plumbline: no-transaction\nselect 1;\nselect 2;' });
    expect((await db.migrate()).error).toBeNull();
  });
});

describe('SIGTERM', () => {
  test('in CREATE INDEX CONCURRENTLY: exit code 143, and the next run builds the index', async () => {
    const db = await scratch(tables);
    await db.migrate();
    db.write({ '002_i.sql': 'create index concurrently i on t (a);', '003_next.sql': 'create table next ();' });
    const blocker = await db.connect();
    await blocker.query(oldSnapshot);
    const running = startMigrate(db);
    await waitUntil('the build waits', async () => {
      const rows = await db.query(
        "select from pg_stat_activity where datname = current_database() and query like '%create index concurrently i%' and wait_event_type = 'Lock'",
      );
      return rows.length > 0;
    });
    running.child.kill('SIGTERM');
    expect(await running.ended).toBe(143);
    expect(await db.query("select to_regclass('next') as next")).toEqual([{ next: null }]);
    await blocker.query('commit');
    expect((await db.migrate()).error).toBeNull();
    expect(await db.query(invalid)).toEqual([]);
  });

  test('between two files: the one that is done stays, the next is not begun', async () => {
    const db = await scratch({ '001_a.sql': 'create table a ();', '002_b.sql': 'create table b ();' });
    const stop = new AbortController();
    const result = await db.migrate({
      signal: stop.signal,
      onEvent: ({ type }) => {
        if (type === 'migration-applied') stop.abort();
      },
    });
    expect(result.error).toMatchObject({ code: 'aborted', exitCode: 143 });
    expect(result.error?.message).toContain('between two migrations');
    expect(result).toMatchObject({ applied: [{ name: '001_a' }], pending: ['002_b'] });
    expect(await db.query('select name, state from plumbline.history')).toEqual([{ name: '001_a', state: 'applied' }]);
  });

  test('between two statements of a stepwise file: what is done stays done, and the next run goes on', async () => {
    const db = await scratch({
      '001_s.sql': 'create table s (x int);',
      '002_s.sql':
        "-- plumbline: no-transaction\ninsert into s values (1);\ndo $$ begin raise notice 'stop'; end $$;\ninsert into s values (2);",
    });
    const stop = new AbortController();
    const result = await db.migrate({
      signal: stop.signal,
      onEvent: ({ type }) => {
        if (type === 'notice') stop.abort();
      },
    });
    expect(result.error).toMatchObject({ code: 'aborted', exitCode: 143 });
    expect(await db.query('select x from s')).toEqual([{ x: 1 }]);
    expect((await db.migrate()).error).toBeNull();
    expect(await db.query('select x from s order by x')).toEqual([{ x: 1 }, { x: 2 }]);
  });
});
