import { describe, expect, test } from 'vitest';
import { type PlannedStatement, planRun, type RunPlan } from '../../src/index.ts';
import { type Scratch, scratch } from './scratch.ts';

const planOf = (db: Scratch, options = {}): Promise<RunPlan> =>
  planRun({ url: db.url, directory: db.directory, ...options });

const brief = ({ number, kind, transaction, locks }: PlannedStatement): unknown => [
  `${number} ${kind}`,
  transaction,
  ...locks.map(({ relation, mode, isNew, waits }) => `${mode} ${relation}${isNew ? ' new' : ''}: ${waits}`),
];

describe('planRun', () => {
  test('statements in order with places, transactions and locks; what the run makes holds nobody up', async () => {
    const db = await scratch({ '001_users.sql': 'create table users (id int primary key);' });
    await db.migrate();
    await db.query('insert into users select generate_series(1, 1000); analyze users');
    db.write({
      '002_orders.sql':
        '-- orders\ncreate table orders (id int, user_id int references users);\n  create index orders_user on orders (user_id);',
      '003_users.sql':
        'alter table users add column x uuid default gen_random_uuid();\nalter table orders add column y serial;',
      '004_index.sql':
        '-- plumbline: mixed, lock-timeout 5s\ncreate index concurrently users_x on users (x);\ncomment on table users is $$x$$;',
    });
    const plan = await planOf(db);
    expect(plan).toMatchObject({ ok: true, error: null, warnings: [] });
    expect(plan.files.map(({ name, mode, lockTimeoutMs }) => [name, mode, lockTimeoutMs])).toEqual([
      ['002_orders', 'transactional', 3000],
      ['003_users', 'transactional', 3000],
      ['004_index', 'stepwise', 5000],
    ]);
    const [orders, users, index] = plan.files.map(({ statements }) => statements);
    expect(orders?.map(brief)).toEqual([
      ['1 CREATE TABLE', 1, 'SHARE ROW EXCLUSIVE users: writers'],
      ['2 CREATE INDEX', 1, 'SHARE orders new: nobody'],
    ]);
    expect(orders?.map(({ line, column }) => [line, column])).toEqual([
      [2, 1],
      [3, 3],
    ]);
    expect(users?.map(({ rewrites }) => rewrites)).toEqual(['yes', 'no']);
    expect(users?.[0]?.locks[0]).toMatchObject({ waits: 'readers and writers', rows: 1000, bytes: expect.any(Number) });
    expect(index?.map(brief)).toEqual([
      ['1 CREATE INDEX', null, 'SHARE UPDATE EXCLUSIVE users: nobody'],
      ['2 COMMENT', 1, 'SHARE UPDATE EXCLUSIVE users: nobody'],
    ]);
    expect(await db.query("select to_regclass('orders') as orders")).toEqual([{ orders: null }]);
  });

  test('IF NOT EXISTS makes nothing new where the table is', async () => {
    const db = await scratch({
      '001.sql': 'create table if not exists old (i int); alter table old add j int;',
      '002.sql': 'create table if not exists "New" (i int); alter table "New" add j int;',
    });
    await db.query('create table old (i int)');
    const { files } = await planOf(db);
    expect(files.map(({ statements }) => statements[1]?.locks[0]?.isNew)).toEqual([false, true]);
  });

  test('stops at a migration, and a stepwise file goes on behind what is done', async () => {
    const db = await scratch({
      '001.sql': '-- plumbline: no-transaction\nselect 1;\nselect 1 / 0;',
      '002.sql': 'select 2;',
    });
    await db.migrate();
    const { files } = await planOf(db, { to: '001' });
    expect(files).toMatchObject([{ name: '001', state: 'failed', mode: 'stepwise' }]);
    expect(files[0]?.statements.map(({ isDone }) => isDone)).toEqual([true, false]);
  });

  test('says why a run would be refused', async () => {
    const db = await scratch({ '001.sql': 'select 1;', '003.sql': 'select 3;' });
    await db.migrate();
    db.write({ '002.sql': 'select 2;' });
    expect((await planOf(db)).error).toMatchObject({ code: 'history-conflict' });
    expect((await planOf(db, { outOfOrder: true })).files).toMatchObject([{ name: '002', state: 'out-of-order' }]);
    db.remove('002.sql');
    db.write({ '004.sql': 'select 4; commit; select 5;' });
    expect(await planOf(db)).toMatchObject({ ok: false, files: [], error: { code: 'transaction-control' } });
  });

  test('reads only: a role that may only read is enough', async () => {
    const db = await scratch({ '001.sql': 'create table a ();' });
    const client = await db.connect();
    await client.query('set default_transaction_read_only = on');
    const plan = await planRun({ connection: client, directory: db.directory });
    expect(plan).toMatchObject({ ok: true, files: [{ name: '001' }] });
    expect(await db.query("select to_regnamespace('plumbline') as found")).toEqual([{ found: null }]);
  });
});
