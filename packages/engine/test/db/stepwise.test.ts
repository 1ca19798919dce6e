import { describe, expect, test } from 'vitest';
import { status } from '../../src/index.ts';
import { scratch } from './scratch.ts';

const table = {
  '001_t.sql':
    'create table orders (id int, customer int); insert into orders select n, n % 7 from generate_series(1, 1000) n;',
};
const validity =
  "select c.relname as name, i.indisvalid as valid from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid where t.relname = 'orders' order by 1";

describe('a file whose statements cannot run in a transaction', () => {
  test('runs statement by statement, and is recorded as such', async () => {
    const db = await scratch({
      ...table,
      '002_i.sql':
        "create index concurrently a on orders (id);\nset work_mem = '8MB';\ncreate index concurrently b on orders (customer);\nvacuum orders;",
    });
    const result = await db.migrate();
    expect(result.error).toBeNull();
    expect(result.applied[1]).toMatchObject({ name: '002_i', statements: 4 });
    expect(await db.query(validity)).toEqual([
      { name: 'a', valid: true },
      { name: 'b', valid: true },
    ]);
    expect(
      await db.query(
        "select state, mode, statements_done, in_flight, attempts from plumbline.history where name = '002_i'",
      ),
    ).toEqual([{ state: 'applied', mode: 'stepwise', statements_done: 4, in_flight: null, attempts: 1 }]);
    expect(await db.migrate()).toMatchObject({ ok: true, applied: [] });
  });

  test.each([
    ['reindex table concurrently orders;'],
    ['cluster;'],
    ["alter system set work_mem = '5MB'; alter system reset work_mem;"],
    ['do $$ begin insert into orders values (0, 0); commit; insert into orders values (0, 1); end $$;'],
    ['-- plumbline: no-transaction\ncall twice();'],
    ['discard all;'],
    ['drop index concurrently if exists nothing_here;'],
  ])('%s', async (sql) => {
    const procedure =
      'create procedure twice() language plpgsql as $$ begin insert into orders values (1, 1); commit; end $$;';
    const db = await scratch({ '001_t.sql': table['001_t.sql'] + procedure, '002_x.sql': sql });
    const result = await db.migrate();
    expect(result.error).toBeNull();
    expect(await db.query("select mode, state from plumbline.history where name = '002_x'")).toEqual([
      { mode: 'stepwise', state: 'applied' },
    ]);
  });

  test('beside others is refused with a fix-it, and runs with the directive', async () => {
    const db = await scratch({
      ...table,
      '002_m.sql': 'alter table orders add note text;\ncreate index concurrently n on orders (note);',
    });
    const refused = await db.migrate();
    expect(refused.error).toMatchObject({ code: 'mixed-file', details: { position: { line: 2 } } });
    expect(refused.applied).toEqual([]);
    db.write({
      '002_m.sql':
        '-- plumbline: mixed\nalter table orders add note text;\ncreate index concurrently n on orders (note);',
    });
    expect((await db.migrate()).error).toBeNull();
  });

  test('goes on at the statement that failed, corrected or not; what is done is not run again', async () => {
    const db = await scratch({
      ...table,
      '002_s.sql':
        '-- plumbline: no-transaction\ninsert into orders values (-1, -1);\ncreate unique index concurrently u on orders (customer);\ninsert into orders values (-2, -2);',
    });
    const failed = await db.migrate();
    expect(failed.failed).toMatchObject({
      name: '002_s',
      statement: 2,
      position: { line: 3, column: 1 },
      failure: { sqlstate: '23505' },
    });
    expect(await db.query(validity)).toEqual([{ name: 'u', valid: false }]);
    const shown = await status({ url: db.url, directory: db.directory });
    expect(shown.migrations[1]).toMatchObject({
      state: 'failed',
      note: expect.stringContaining('1 of its 3 statements are done'),
    });

    expect((await db.migrate()).failed).toMatchObject({ statement: 2 });
    await db.query('delete from orders where id > 7');
    const resumed = await db.migrate();
    expect(resumed.error).toBeNull();
    expect(resumed.events.find(({ type }) => type === 'migration-resumed')).toMatchObject({ done: 1, total: 3 });
    expect(await db.query(validity)).toEqual([{ name: 'u', valid: true }]);
    expect(await db.query('select count(*)::int as n from orders where id < 0')).toEqual([{ n: 2 }]);
  });

  test('drops the invalid leftover of its failed statement also when the statement was corrected', async () => {
    const db = await scratch({ ...table, '002_s.sql': 'create unique index concurrently u on orders (customer);' });
    expect((await db.migrate()).failed?.failure.sqlstate).toBe('23505');
    db.write({ '002_s.sql': 'create unique index concurrently u on orders (id);' });
    expect((await db.migrate()).error).toBeNull();
    expect(await db.query(validity)).toEqual([{ name: 'u', valid: true }]);
  });

  test('is refused when what is done was changed', async () => {
    const db = await scratch({
      ...table,
      '002_s.sql': '-- plumbline: no-transaction\ninsert into orders values (-1, -1);\nselect 1/0;',
    });
    await db.migrate();
    db.write({ '002_s.sql': '-- plumbline: no-transaction\ninsert into orders values (-9, -9);\nselect 1;' });
    const result = await db.migrate();
    expect(result.error).toMatchObject({ code: 'half-applied', exitCode: 6 });
    expect(await db.query('select count(*)::int as n from orders where id < 0')).toEqual([{ n: 1 }]);
  });

  test('never takes an invalid index of somebody else for its own', async () => {
    const db = await scratch(table);
    await db.migrate();
    await db.query('create unique index concurrently other on orders (customer)').catch(() => {});
    expect(await db.query(validity)).toEqual([{ name: 'other', valid: false }]);
    db.write({ '002_i.sql': 'create index concurrently if not exists other on orders (customer);' });
    const result = await db.migrate();
    expect(result.error).toMatchObject({ code: 'invalid-index' });
    expect(await db.query(validity)).toEqual([{ name: 'other', valid: false }]);
  });

  test('an index without a name is refused', async () => {
    const db = await scratch({ ...table, '002_i.sql': 'create index concurrently on orders (customer);' });
    expect((await db.migrate()).error).toMatchObject({ code: 'invalid-index', details: { position: { line: 1 } } });
  });

  test('waits for an old snapshot instead of leaving an invalid index, and says who holds it', async () => {
    const db = await scratch(table);
    await db.migrate();
    const old = await db.connect();
    await old.query("set application_name = 'report'; begin isolation level repeatable read; select 1");
    db.write({ '002_i.sql': 'create index concurrently a on orders (id);' });
    const running = db.migrate({ lockTimeoutMs: 500 });
    setTimeout(() => void old.query('commit'), 2_500);
    const result = await running;
    expect(result.error).toBeNull();
    expect(result.applied[0]?.retries).toBe(0);
    const blocked = result.events.find(({ type }) => type === 'migration-blocked');
    expect(blocked).toMatchObject({ blockers: [{ application: 'report' }] });
    expect(result.events.some((event) => event.type === 'migration-progress' && event.phase !== null)).toBe(true);
  });
});
