import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type BaselineOptions, type BaselineResult, baseline, status } from '../../src/index.ts';
import { type Scratch, scratch } from './scratch.ts';

const files = {
  '001_users.sql': 'create table users (id int, name text);',
  '002_orders.sql': '-- orders\ncreate schema shop;\n\ncreate table shop.orders (id int);',
  '003_paid.sql': 'alter table shop.orders add column paid boolean;',
  '004_later.sql': 'create table later (id int);',
};

const baselineOf = (db: Scratch, upTo: string, more: Partial<BaselineOptions> = {}): Promise<BaselineResult> =>
  baseline({ url: db.url, directory: db.directory, upTo, ...more });

/** A database that was made by other means: the files up to 003 ran, and no history says so. */
async function existing(): Promise<Scratch> {
  const db = await scratch(files);
  for (const [name, sql] of Object.entries(files)) if (name < '004') await db.query(sql);
  return db;
}

const history = (db: Scratch): Promise<unknown[]> =>
  db.query('select name, kind, state, statements_done as done from plumbline.history order by name');

describe('baseline', () => {
  test('records what is there without running it, and migrate runs the rest', async () => {
    const db = await existing();
    const result = await baselineOf(db, '003_paid.sql');
    expect(result).toMatchObject({
      ok: true,
      recorded: ['001_users', '002_orders', '003_paid'],
      missing: [],
      error: null,
    });
    expect(await history(db)).toEqual([
      { name: '001_users', kind: 'baseline', state: 'applied', done: 1 },
      { name: '002_orders', kind: 'baseline', state: 'applied', done: 2 },
      { name: '003_paid', kind: 'baseline', state: 'applied', done: 1 },
    ]);
    expect((await db.migrate()).applied.map(({ name }) => name)).toEqual(['004_later']);
  });

  test('refuses when the database lacks what the files declare, with the places, and records nothing', async () => {
    const db = await existing();
    await db.query('alter table shop.orders drop column paid; drop table users');
    for (const dryRun of [true, false]) {
      const result = await baselineOf(db, '3', { dryRun });
      expect(result.error).toMatchObject({ code: 'cannot-baseline', exitCode: 1 });
      expect(result.recorded).toEqual([]);
      const places = result.missing.map(({ kind, object, position }) => [kind, object, position.line, position.column]);
      expect(places).toEqual([
        ['table', 'table users', 1, 14],
        ['column', 'column paid of table shop.orders', 1, 36],
      ]);
    }
    const { migrations } = await status({ url: db.url, directory: db.directory });
    expect(new Set(migrations.map(({ state }) => state))).toEqual(new Set(['pending']));
  });

  test('goes on with force, and says what is missing', async () => {
    const db = await existing();
    await db.query('drop table users');
    const result = await baselineOf(db, '003', { force: true });
    expect(result).toMatchObject({ ok: true, recorded: ['001_users', '002_orders', '003_paid'] });
    expect(result.missing).toMatchObject([{ object: 'table users' }]);
    const rows = await db.query<{ changes: string[] }>('select changes from plumbline.history');
    expect(rows.map(({ changes }) => changes[0]?.split(': ')[1])).toEqual(
      Array.from(
        { length: 3 },
        () => 'recorded by baseline without being run, although the database lacks 1 declared object',
      ),
    );
  });

  test('follows what later files drop and rename', async () => {
    const db = await scratch({
      '001.sql': 'create table a (x int, y int); create table gone (i int);',
      '002.sql': 'alter table a rename to b; alter table b drop column y; drop table gone;',
    });
    await db.query('create table b (x int)');
    expect((await baselineOf(db, '002')).error).toBeNull();
  });

  test('a key of another shape is missing; where SQL that nobody can read may have changed it, it is a doubt', async () => {
    const db = await scratch({ '001.sql': 'create table a (x int primary key);' });
    await db.query('create table a (x text)');
    expect((await baselineOf(db, '1', { dryRun: true })).missing).toMatchObject([
      { kind: 'column type' },
      { kind: 'primary key', object: 'primary key (x) on table a', excuse: null },
    ]);
    const unreadable = "do $$ begin execute (select 'alter table a add ' || current_user || ' int'); end $$;";
    db.write({ '002.sql': `${unreadable} create table b ();` });
    const result = await baselineOf(db, '2', { dryRun: true });
    expect(result.missing).toMatchObject([{ object: 'table b' }]);
    expect(result.doubts).toMatchObject([{ kind: 'column type' }, { kind: 'primary key' }]);
    await db.query('create table b (); drop table a');
    expect((await baselineOf(db, '2', { dryRun: true })).missing).toMatchObject([{ object: 'table a' }]);
  });

  test("the application's own files: nothing is missing on a database that they made, and what is dropped is found", async () => {
    const db = await scratch();
    const directory = fileURLToPath(new URL('../../../../migrations', import.meta.url));
    expect((await db.migrate({ directory })).error).toBeNull();
    await db.query('drop schema plumbline cascade');
    const options = { url: db.url, directory, upTo: 'create_telemetry_tables' };
    expect(await baseline({ ...options, dryRun: true })).toMatchObject({
      ok: true,
      missing: [],
      recorded: { length: 19 },
    });
    await db.query('drop table telemetry_events; alter table url_cache drop column url cascade');
    const { missing } = await baseline(options);
    expect(missing.map(({ object }) => object)).toEqual(
      expect.arrayContaining(['column url of table url_cache', 'table telemetry_events']),
    );
  });

  test('a search path that a file sets does not reach the next one', async () => {
    const db = await scratch({ '001.sql': 'create schema s; set search_path = s;', '002.sql': 'create table a ();' });
    await db.query('create schema s; create table public.a ()');
    expect((await baselineOf(db, '2')).error).toBeNull();
  });

  test('leaves what is applied, and refuses what the history knows otherwise', async () => {
    const db = await scratch({ ...files, '003_paid.sql': 'select 1 / 0;' });
    await db.migrate();
    const result = await baselineOf(db, '003');
    expect(result.error).toMatchObject({ code: 'cannot-baseline', details: { migrations: ['003_paid'] } });
    expect(result.error?.message).toContain('003_paid is failed');
    expect(await baselineOf(db, '002')).toMatchObject({ ok: true, recorded: [], skipped: ['001_users', '002_orders'] });
  });

  test('files that could not run here can be recorded', async () => {
    const db = await scratch({ '001.sql': 'create table a (x int); commit; create index concurrently i on a (x);' });
    await db.query('create table a (x int); create index i on a (x)');
    expect(await baselineOf(db, '001')).toMatchObject({ ok: true, recorded: ['001'] });
    expect((await db.migrate()).applied).toEqual([]);
  });

  test('ten at once end well, and each file is recorded once', async () => {
    const db = await existing();
    const results = await Promise.all(Array.from({ length: 10 }, () => baselineOf(db, '003')));
    expect(results.map(({ error }) => error)).toEqual(results.map(() => null));
    expect(results.filter(({ recorded }) => recorded.length === 3)).toHaveLength(1);
    const rows = await db.query<{ count: number }>('select array_length(changes, 1) as count from plumbline.history');
    expect(rows.map(({ count }) => count)).toEqual([1, 1, 1]);
  });

  test('with nothing to record it looks for nothing: what is applied, later files may have changed', async () => {
    const db = await scratch({ ...files, '005_drop.sql': 'drop table users;' });
    expect((await db.migrate()).error).toBeNull();
    const result = await baselineOf(db, '001');
    expect(result).toMatchObject({ ok: true, recorded: [], skipped: ['001_users'], missing: [], doubts: [] });
  });

  test('a dry run writes nothing, not even the history', async () => {
    const db = await existing();
    expect(await baselineOf(db, '003', { dryRun: true })).toMatchObject({ ok: true, recorded: { length: 3 } });
    expect(await db.query("select to_regnamespace('plumbline') as found")).toEqual([{ found: null }]);
  });

  test('an unknown name is refused with the one that was meant', async () => {
    const db = await scratch(files);
    const { error } = await baselineOf(db, '002_order');
    expect(error).toMatchObject({ code: 'invalid-options' });
    expect(error?.details.remedy).toContain('Did you mean 002_orders?');
  });
});
