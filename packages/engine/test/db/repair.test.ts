import { describe, expect, test } from 'vitest';
import { repair, status } from '../../src/index.ts';
import { type Scratch, scratch } from './scratch.ts';
import { sleeping } from './sleeping.ts';

const files = {
  '001_users.sql': 'create table users (id int);',
  '002_orders.sql': 'create table orders (id int);\ncreate index orders_id on orders (id);',
};

async function states(db: Scratch): Promise<Record<string, string>> {
  const { migrations } = await status({ url: db.url, directory: db.directory });
  return Object.fromEntries(migrations.map(({ name, state }) => [name, state]));
}

const changesOf = async (db: Scratch, name: string): Promise<readonly string[]> =>
  (await db.query<{ changes: string[] }>('select changes from plumbline.history where name = $1', [name]))[0]
    ?.changes ?? [];

describe('an edited file', () => {
  const edited = { '002_orders.sql': 'create table orders (id bigint);\ncreate index orders_id on orders (id);' };

  test('is refused with a diff against what was applied, by migrate and by status', async () => {
    const db = await scratch(files);
    await db.migrate();
    db.write(edited);
    const where = { url: db.url, directory: db.directory };
    for (const { error } of [await db.migrate(), await status(where)]) {
      expect(error?.details.diffs).toMatchObject([{ migration: '002_orders' }]);
      const diff = (error?.details.diffs as { diff: string }[] | undefined)?.[0]?.diff ?? '';
      expect(diff.split('\n').slice(2)).toEqual([
        '@@ -1,2 +1,2 @@',
        '-create table orders (id int);',
        '+create table orders (id bigint);',
        ' create index orders_id on orders (id);',
      ]);
    }
  });

  test('is accepted: the history takes it, keeps who did that, and nothing runs', async () => {
    const db = await scratch(files);
    await db.migrate();
    db.write(edited);
    const where = { url: db.url, directory: db.directory };
    const shown = await repair({ ...where, accept: ['002'], dryRun: true });
    expect(shown).toMatchObject({ ok: true, actions: [{ type: 'accept', migration: '002_orders' }] });
    expect(await states(db)).toMatchObject({ '002_orders': 'edited' });
    const done = await repair({ ...where, accept: ['002_orders.sql'], shown: shown.shown as string });
    expect(done.error).toBeNull();
    expect(await states(db)).toEqual({ '001_users': 'applied', '002_orders': 'applied' });
    expect(await changesOf(db, '002_orders')).toEqual([
      expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ \S+ on .*: repair --accept: /),
    ]);
    const [row] = await db.query("select content, state from plumbline.history where name = '002_orders'");
    expect(row).toEqual({ content: edited['002_orders.sql'], state: 'applied' });
    const [type] = await db.query(
      "select atttypid::regtype::text as type from pg_attribute where attrelid = 'orders'::regclass and attname = 'id'",
    );
    expect(type).toEqual({ type: 'integer' });
  });

  test('is not accepted when it was edited once more after it was shown', async () => {
    const db = await scratch(files);
    await db.migrate();
    db.write(edited);
    const where = { url: db.url, directory: db.directory };
    const shown = await repair({ ...where, accept: ['002'], dryRun: true });
    db.write({ '002_orders.sql': 'drop table users;' });
    const done = await repair({ ...where, accept: ['002'], shown: shown.shown as string });
    expect(done.error).toMatchObject({ code: 'changed-meanwhile', exitCode: 75 });
    expect(await changesOf(db, '002_orders')).toEqual([]);
  });
});

describe('marking', () => {
  test('a failed file that was finished by hand is applied, and does not run', async () => {
    const db = await scratch({ ...files, '003_fail.sql': 'create table missing_one (id int);\nselect 1 / 0;' });
    expect((await db.migrate()).failed?.name).toBe('003_fail');
    const done = await repair({ url: db.url, directory: db.directory, markApplied: ['003_fail'] });
    expect(done.actions).toMatchObject([
      { type: 'mark-applied', was: 'failed', missing: [{ kind: 'table', object: 'table missing_one' }] },
    ]);
    expect(await states(db)).toMatchObject({ '003_fail': 'applied' });
    expect((await db.migrate()).applied).toEqual([]);
    const [row] = await db.query("select kind, error, statements_done from plumbline.history where name = '003_fail'");
    expect(row).toEqual({ kind: 'baseline', error: null, statements_done: 2 });
  });

  test('an applied file is pending again, keeps its row, and runs', async () => {
    const db = await scratch(files);
    await db.migrate();
    await db.query('drop table orders');
    await repair({ url: db.url, directory: db.directory, markPending: ['2'] });
    const { migrations } = await status({ url: db.url, directory: db.directory });
    expect(migrations[1]).toMatchObject({ state: 'pending', note: expect.stringContaining('taken back') });
    expect(await changesOf(db, '002_orders')).toEqual([
      expect.stringContaining('repair --mark-pending: it was applied'),
    ]);
    expect((await db.migrate()).applied.map(({ name }) => name)).toEqual(['002_orders']);
    expect(await changesOf(db, '002_orders')).toHaveLength(1);
  });

  test('a stepwise file that is marked pending begins at its first statement', async () => {
    const stepwise = '-- plumbline: no-transaction\ncreate table a (id int);\nselect 1 / 0;';
    const db = await scratch({ '001_a.sql': stepwise });
    await db.migrate();
    await db.query('drop table a');
    await repair({ url: db.url, directory: db.directory, markPending: ['001'] });
    db.write({ '001_a.sql': stepwise.replace('1 / 0', '1') });
    expect((await db.migrate()).error).toBeNull();
    expect(await db.query("select to_regclass('a')::text as a")).toEqual([{ a: 'a' }]);
  });

  test('a file that is gone is forgotten', async () => {
    const db = await scratch(files);
    await db.migrate();
    db.remove('002_orders.sql');
    await repair({ url: db.url, directory: db.directory, markPending: ['002_orders'] });
    expect(await states(db)).toEqual({ '001_users': 'applied' });
    expect(await db.query('select name, state from plumbline.history order by name')).toEqual([
      { name: '001_users', state: 'applied' },
      { name: '002_orders', state: 'reverted' },
    ]);
  });

  test('all wishes of one repair are one transaction', async () => {
    const db = await scratch(files);
    await db.migrate();
    await db.query("alter table plumbline.history add check (name <> '002_orders' or state = 'applied')");
    const done = await repair({ url: db.url, directory: db.directory, markPending: ['001', '002'] });
    expect(done.error).toMatchObject({ code: 'server-error' });
    expect(await states(db)).toEqual({ '001_users': 'applied', '002_orders': 'applied' });
  });

  test.each([
    ['accept', '001', 'was not edited'],
    ['accept', '003', 'it is pending, not applied'],
    ['markApplied', '001', 'is applied already'],
    ['markPending', '003', 'is pending already'],
    ['markPending', '002_order', 'Did you mean 002_orders?'],
  ] as const)('%s %s is refused: %s', async (wish, name, message) => {
    const db = await scratch(files);
    await db.migrate();
    db.write({ '003_later.sql': 'select 1;' });
    const { error } = await repair({ url: db.url, directory: db.directory, [wish]: [name] });
    expect(error).toMatchObject({ code: 'invalid-options' });
    expect([error?.message, ...(error?.details.remedy ?? [])].join(' ')).toContain(message);
  });

  test('nothing is asked for', async () => {
    const db = await scratch(files);
    await expect(repair({ url: db.url, directory: db.directory })).rejects.toMatchObject({ code: 'invalid-options' });
  });
});

describe('invalid indexes', () => {
  async function withInvalid(db: Scratch): Promise<void> {
    await db.query('create table t (id int); insert into t values (1), (1); create index t_fine on t (id)');
    await db.query('create unique index concurrently t_dup on t (id)').catch(() => {});
  }

  test('are dropped, valid ones stay, and those of partitioned tables are explained', async () => {
    const db = await scratch(files);
    await db.migrate();
    await withInvalid(db);
    await db.query(
      'create table p (id int) partition by range (id); create table p1 partition of p for values from (0) to (9)',
    );
    await db.query('create index p_id on only p (id)');
    const done = await repair({ url: db.url, directory: db.directory, dropInvalidIndexes: true });
    expect(done.actions).toMatchObject([
      { index: 'public.p_id', left: expect.stringContaining('partitioned table') },
      { index: 'public.t_dup', table: 'public.t', left: null },
    ]);
    const left = await db.query(
      "select relname::text from pg_class where relname in ('t_dup', 't_fine', 'p_id') order by 1",
    );
    expect(left).toEqual([{ relname: 'p_id' }, { relname: 't_fine' }]);
  });

  test('one that is being built is left, and becomes valid', async () => {
    const db = await scratch(files);
    await db.migrate();
    await db.query('create table t (id int); insert into t select generate_series(1, 100)');
    const [blocker, builder] = [await db.connect(), await db.connect()];
    // The build waits for this transaction, in the state in which its index is there and not valid.
    await blocker.query('begin; insert into t values (1)');
    const building = builder.query('create index concurrently t_id on t (id)');
    await expect
      .poll(() => db.query("select 1 from pg_index where indexrelid = to_regclass('t_id') and not indisvalid"))
      .toHaveLength(1);
    const done = await repair({ url: db.url, directory: db.directory, dropInvalidIndexes: true });
    expect(done.actions).toMatchObject([{ index: 'public.t_id', left: expect.stringContaining('may be building') }]);
    await blocker.query('commit');
    await building;
    expect(await db.query("select indisvalid from pg_index where indexrelid = 't_id'::regclass")).toEqual([
      { indisvalid: true },
    ]);
  });

  test('a table that is locked is not waited for longer than the lock timeout', async () => {
    const db = await scratch(files);
    await db.migrate();
    await withInvalid(db);
    const blocker = await db.connect();
    await blocker.query('begin; lock table t in access share mode');
    const started = performance.now();
    const done = await repair({ url: db.url, directory: db.directory, dropInvalidIndexes: true, lockTimeoutMs: 300 });
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(done.actions).toMatchObject([{ index: 'public.t_dup', left: expect.stringContaining('lock timeout') }]);
    await blocker.query('rollback');
    const again = await repair({ url: db.url, directory: db.directory, dropInvalidIndexes: true });
    expect(again.actions).toMatchObject([{ index: 'public.t_dup', left: null }]);
  });
});

test('a repair waits for a running migration, and gives up in the time allowed', async () => {
  const db = await scratch(files);
  await db.migrate();
  db.write({ '003_slow.sql': 'select pg_sleep(3);' });
  const running = db.migrate();
  await expect.poll(() => db.query(sleeping)).toHaveLength(1);
  const tried = await repair({ url: db.url, directory: db.directory, markPending: ['001'], lockWaitMs: 200 });
  expect(tried.error).toMatchObject({ code: 'lock-timeout', exitCode: 75 });
  expect((await running).ok).toBe(true);
  expect(await states(db)).toMatchObject({ '001_users': 'applied' });
});
