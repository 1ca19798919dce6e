import { describe, expect, test } from 'vitest';
import { type DownOptions, type DownResult, down, type MigrateEvent, repair, status } from '../../src/index.ts';
import { type Scratch, scratch } from './scratch.ts';

const files = {
  '001_users.sql': 'create table users (id int);',
  '001_users.down.sql': 'drop table users;',
  '002_orders.sql': 'create table orders (id int, total int);',
  '002_orders.down.sql': 'drop table orders;',
  '003_paid.sql': 'alter table orders add column paid boolean;',
  '003_paid.down.sql': 'alter table orders drop column paid;',
};

const downOf = (db: Scratch, options: Partial<DownOptions> = {}): Promise<DownResult> =>
  down({ url: db.url, directory: db.directory, acceptLoss: true, ...options });

async function states(db: Scratch): Promise<string[]> {
  const { migrations } = await status({ url: db.url, directory: db.directory });
  return migrations.map(({ state }) => state);
}

async function migrated(more: Readonly<Record<string, string>> = {}): Promise<Scratch> {
  const db = await scratch({ ...files, ...more });
  expect((await db.migrate()).error).toBeNull();
  return db;
}

describe('down', () => {
  test('reverts the last migration with its row, which tells the story, and migrate runs it again', async () => {
    const db = await migrated();
    const events: MigrateEvent[] = [];
    const result = await downOf(db, { onEvent: (event) => events.push(event) });
    expect(result).toMatchObject({ ok: true, reverted: [{ name: '003_paid', statements: 1 }], failed: null });
    expect(events.map(({ type }) => type)).toContain('migration-reverted');
    expect(await states(db)).toEqual(['applied', 'applied', 'pending']);
    const [row] = await db.query("select state, changes from plumbline.history where name = '003_paid'");
    expect(row).toEqual({
      state: 'reverted',
      changes: [expect.stringMatching(/ down: reverted by .*003_paid\.down\.sql$/)],
    });
    expect((await db.migrate()).applied.map(({ name }) => name)).toEqual(['003_paid']);
    expect(await states(db)).toEqual(['applied', 'applied', 'applied']);
  });

  test('goes back to a migration, the last one first; 0 goes back to nothing', async () => {
    const db = await migrated();
    expect((await downOf(db, { to: '001' })).reverted.map(({ name }) => name)).toEqual(['003_paid', '002_orders']);
    expect(await states(db)).toEqual(['applied', 'pending', 'pending']);
    await db.migrate();
    expect((await downOf(db, { to: '0' })).reverted).toHaveLength(3);
    expect(await db.query("select count(*)::int from pg_class where relname in ('users', 'orders')")).toEqual([
      { count: 0 },
    ]);
    expect(await downOf(db)).toMatchObject({ ok: true, steps: [], reverted: [] });
  });

  test('checks all before the first: nothing is reverted when one of them has no down file', async () => {
    const db = await migrated();
    db.remove('002_orders.down.sql');
    const { error, reverted } = await downOf(db, { to: '0' });
    expect(error).toMatchObject({ code: 'cannot-revert', details: { migrations: ['002_orders'] } });
    expect(reverted).toEqual([]);
    expect(await states(db)).toEqual(['applied', 'applied', 'applied']);
  });

  test('refuses what was edited after it was applied', async () => {
    const db = await migrated();
    db.write({ '003_paid.sql': 'alter table orders add column paid int;' });
    expect((await downOf(db)).error).toMatchObject({ code: 'history-conflict', exitCode: 6 });
    await repair({ url: db.url, directory: db.directory, accept: ['003'] });
    expect((await downOf(db)).error).toBeNull();
  });

  test.each([
    ['drop index concurrently i;', 'DROP INDEX does not run in a transaction'],
    ['-- plumbline: no-transaction\nselect 1;', 'does not run in a transaction'],
  ])('refuses %j, which could not be taken back half way', async (sql, message) => {
    const db = await migrated({ '003_paid.down.sql': sql });
    const { error } = await downOf(db);
    expect(error).toMatchObject({ code: 'cannot-revert' });
    expect(error?.message).toContain(message);
  });

  test('a down file that fails is rolled back whole, with its place; those before it stay reverted', async () => {
    const db = await migrated({ '002_orders.down.sql': 'drop table users;\ndrop tabel orders;' });
    const result = await downOf(db, { to: '0' });
    expect(result.reverted.map(({ name }) => name)).toEqual(['003_paid']);
    expect(result.error).toMatchObject({ code: 'migration-failed', details: { position: { line: 2, column: 6 } } });
    expect(result.failed).toMatchObject({ name: '002_orders.down', failure: { sqlstate: '42601' } });
    expect(await states(db)).toEqual(['applied', 'applied', 'pending']);
    expect(await db.query("select to_regclass('users')::text as users")).toEqual([{ users: 'users' }]);
  });

  test('a file that is half applied is brought to its end first', async () => {
    const db = await migrated({ '004_half.sql': 'select 1;', '004_half.down.sql': 'select 1;' });
    db.write({ '005_half.sql': '-- plumbline: no-transaction\ncreate table half ();\nselect 1 / 0;' });
    await db.migrate();
    expect((await downOf(db)).error).toMatchObject({ code: 'cannot-revert', details: { migration: '005_half' } });
  });

  test('a repeatable file is passed over', async () => {
    const db = await migrated({ 'views.sql': '-- plumbline: repeatable\ncreate or replace view v as select 1 as x;' });
    expect((await downOf(db)).reverted.map(({ name }) => name)).toEqual(['003_paid']);
  });

  test('takes files by value, and leaves down files out of the migrations', async () => {
    const db = await scratch();
    const given = Object.entries(files).map(([name, sql]) => ({ name, sql }));
    expect((await db.migrate({ directory: undefined, files: given })).applied).toHaveLength(3);
    const result = await down({ url: db.url, files: given, acceptLoss: true });
    expect(result.reverted.map(({ name }) => name)).toEqual(['003_paid']);
  });

  test('two at once revert one migration each, never the same twice', async () => {
    const db = await migrated();
    const results = await Promise.all([downOf(db), downOf(db)]);
    const names = results.flatMap(({ reverted }) => reverted.map(({ name }) => name));
    expect(names.toSorted()).toEqual(['002_orders', '003_paid']);
  });
});

describe('data that would be lost', () => {
  test('is counted and shown, and nothing runs without a yes', async () => {
    const db = await migrated();
    await db.query('insert into orders select generate_series(1, 7)');
    const result = await downOf(db, { to: '001', acceptLoss: false });
    expect(result.error).toMatchObject({ code: 'confirmation-needed', exitCode: 2 });
    expect(result.losses).toMatchObject([
      {
        migration: '003_paid',
        statement: 'DROP COLUMN',
        columns: ['paid'],
        tables: [{ table: 'public.orders', rows: 7 }],
      },
      {
        migration: '002_orders',
        statement: 'DROP TABLE',
        tables: [{ table: 'public.orders', rows: 7, isExact: true }],
      },
    ]);
    expect(await states(db)).toEqual(['applied', 'applied', 'applied']);
  });

  test('a file that loses nothing needs no yes', async () => {
    const db = await migrated({ '003_paid.down.sql': 'alter table orders alter paid drop default, add k int;' });
    expect(await downOf(db, { acceptLoss: false })).toMatchObject({ ok: true, losses: [] });
  });

  test('a schema is shown with every table in it, and a locked table with an estimate', async () => {
    const db = await scratch({
      '001.sql': 'create schema shop; create table shop.a (i int); create table shop.b (i int);',
      '001.down.sql': 'drop schema shop cascade;',
    });
    await db.migrate();
    await db.query('insert into shop.b values (1); insert into shop.a select generate_series(1, 50); analyze shop.a');
    const other = await db.connect();
    await other.query('begin; lock table shop.a');
    const { losses } = await downOf(db, { dryRun: true });
    expect(losses[0]?.tables).toEqual([
      { table: 'shop.a', rows: 50, isExact: false },
      { table: 'shop.b', rows: 1, isExact: true },
    ]);
  });

  test('what a person agreed to is what is done: a new migration in between stops it', async () => {
    const db = await migrated();
    const shown = await downOf(db, { dryRun: true });
    db.write({ '004_more.sql': 'create table more ();', '004_more.down.sql': 'drop table more;' });
    await db.migrate();
    const result = await downOf(db, { shown: shown.shown as string });
    expect(result.error).toMatchObject({ code: 'changed-meanwhile', exitCode: 75 });
    expect(await states(db)).toEqual(['applied', 'applied', 'applied', 'applied']);
  });
});
