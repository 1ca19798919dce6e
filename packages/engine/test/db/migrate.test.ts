import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { scratch } from './scratch.ts';

const chain = {
  '001_users.sql':
    'create table users (id serial primary key, email text not null);\ninsert into users (email) values ($$a;b$$);',
  '002_posts.sql': 'create table posts (id serial primary key, user_id integer references users (id));',
  'zz_views.sql': 'create view authors as select distinct user_id from posts;',
};

describe('a chain of transactional files', () => {
  test('is applied in order, and recorded with who, when and from what', async () => {
    const db = await scratch(chain);
    const result = await db.migrate({ applicationVersion: '7.1.0' });
    expect(result.error).toBeNull();
    expect(result.applied.map(({ name, statements }) => [name, statements])).toEqual([
      ['001_users', 2],
      ['002_posts', 1],
      ['zz_views', 1],
    ]);
    const rows = await db.query('select * from plumbline.history order by finished_at');
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({
      name: '001_users',
      number: '1',
      state: 'applied',
      statements_done: 2,
      statements_total: 2,
      attempts: 1,
      content: chain['001_users.sql'],
      application_version: '7.1.0',
      error: null,
    });
    expect(rows[0]?.checksum).toMatch(/^[0-9a-f]{64}$/);
    expect(rows[0]?.duration_ms).toBeGreaterThan(0);
  });

  test('has nothing to do the second time, on one connection and with one query', async () => {
    const db = await scratch(chain);
    await db.migrate();
    const again = await db.migrate();
    expect(again).toMatchObject({
      ok: true,
      applied: [],
      skipped: ['001_users', '002_posts', 'zz_views'],
      pending: [],
    });
    expect(again.events.map(({ type }) => type)).toEqual(['connected', 'planned']);
  });

  test('runs once when twenty processes start at the same moment', async () => {
    const db = await scratch({
      '001_slow.sql': 'create table t (n int); select pg_sleep(0.3); insert into t values (1);',
      '002_more.sql': 'insert into t values (2)',
    });
    const results = await Promise.all(Array.from({ length: 20 }, () => db.migrate()));
    expect(results.map(({ error }) => error)).toEqual(results.map(() => null));
    expect(results.flatMap(({ applied }) => applied.map(({ name }) => name)).sort()).toEqual(['001_slow', '002_more']);
    expect(await db.query('select n from t order by n')).toEqual([{ n: 1 }, { n: 2 }]);
  });

  test('stops at the name, file name or number given with `to`', async () => {
    const db = await scratch(chain);
    expect(await db.migrate({ to: '1' })).toMatchObject({ ok: true, pending: ['002_posts', 'zz_views'] });
    expect((await db.migrate({ to: '002_posts.sql' })).applied.map(({ name }) => name)).toEqual(['002_posts']);
    expect((await db.migrate({ to: '099' })).error).toMatchObject({ code: 'invalid-options', exitCode: 2 });
  });

  test('is only read with dryRun', async () => {
    const db = await scratch(chain);
    expect(await db.migrate({ dryRun: true })).toMatchObject({
      ok: true,
      applied: [],
      pending: ['001_users', '002_posts', 'zz_views'],
    });
    expect(await db.query("select to_regnamespace('plumbline') as found")).toEqual([{ found: null }]);
  });

  test('can be given as values, through a client of the caller', async () => {
    const db = await scratch();
    const client = await db.connect();
    await client.query('set search_path = pg_catalog, public');
    const files = [
      { name: '1_a', sql: 'set search_path = public; create table a ();' },
      { name: '2_b.sql', sql: 'create table public.b ()' },
    ];
    const result = await db.migrate({ client, directory: undefined, files });
    expect(result.error).toBeNull();
    expect(result.applied.map(({ name }) => name)).toEqual(['1_a', '2_b']);
    expect((await client.query('show search_path')).rows).toEqual([{ search_path: 'pg_catalog, public' }]);
    expect(await db.migrate({ client, directory: undefined, files })).toMatchObject({ ok: true, applied: [] });
  });

  test('can be given a pool, whose clients are left alone', async () => {
    const db = await scratch(chain);
    const pool = new pg.Pool({ connectionString: db.url, max: 1 });
    const held = await pool.connect();
    const result = await db.migrate({ pool });
    expect(result.error).toBeNull();
    expect(result.applied).toHaveLength(3);
    held.release();
    await pool.end();
  });

  test('fills placeholders when they are switched on, and places errors in the file as it is written', async () => {
    const sql = "create schema ${app};\ncreate table ${app}.t (n int);\ndo $$ begin perform '${app}'; end $$;\n";
    const db = await scratch({ '001_p.sql': sql });
    expect((await db.migrate({ placeholders: { ap: 'x' } })).error).toMatchObject({ code: 'undefined-placeholder' });
    expect((await db.migrate({ placeholders: { app: 'shop' } })).error).toBeNull();
    expect(await db.query("select to_regclass('shop.t')::text as t")).toEqual([{ t: 'shop.t' }]);
    db.write({ '002_p.sql': 'select ${long_name}, nope;' });
    const failed = await db.migrate({ placeholders: { app: 'shop', long_name: '1' } });
    expect(failed.failed?.position).toMatchObject({ line: 1, column: 22 });
  });

  test('keeps its history in another schema when asked', async () => {
    const db = await scratch(chain);
    expect((await db.migrate({ schema: 'Op"s' })).error).toBeNull();
    expect(await db.query('select count(*)::int as n from "Op""s".history')).toEqual([{ n: 3 }]);
    expect(await db.migrate({ schema: 'Op"s' })).toMatchObject({ ok: true, applied: [] });
  });

  test('is found up to date by a role that may only read the history, and by a read-only session', async () => {
    const db = await scratch(chain);
    await db.migrate();
    const role = `reader_${Math.random().toString(36).slice(2)}`;
    await db.query(`create role ${role} login password 'reader'`);
    await db.query(`grant usage on schema plumbline to ${role}`);
    await db.query(`grant select on plumbline.history to ${role}`);
    await db.query(`alter role ${role} set default_transaction_read_only = on`);
    const url = new URL(db.url);
    url.username = role;
    url.password = 'reader';
    const result = await db.migrate({ url: url.href });
    await db.query(`drop owned by ${role}`);
    await db.query(`drop role ${role}`);
    expect(result).toMatchObject({ ok: true, skipped: ['001_users', '002_posts', 'zz_views'] });
  });

  test('loads the data of COPY ... FROM STDIN', async () => {
    const db = await scratch({
      '001_copy.sql':
        "create table t (a int, b text);\ncopy t (a, b) from stdin;\n1\tit's; a $$\n2\t\\N\n\\.\ncopy t from stdin with (format csv);\r\n3,\"x;\n\"\r\n\\.\r\nupdate t set b = b || '!' where a = 1;",
    });
    expect((await db.migrate()).error).toBeNull();
    expect(await db.query('select a, b from t order by a')).toEqual([
      { a: 1, b: "it's; a $$!" },
      { a: 2, b: null },
      { a: 3, b: 'x;\n' },
    ]);
  });

  test('takes CRLF, a byte order mark and files without statements', async () => {
    const db = await scratch({
      '001_bom.sql': Buffer.from('\uFEFFcreate table a (x text);\r\n-- end\r\n'),
      '002_empty.sql': '',
      '003_comment.sql': '-- nothing here\n',
    });
    const result = await db.migrate();
    expect(result.error).toBeNull();
    expect(result.applied).toHaveLength(3);
    expect(result.warnings.filter((text) => text.includes('no statements'))).toHaveLength(2);
  });

  test('leaves out one outer pair of BEGIN and COMMIT, and says so', async () => {
    const db = await scratch({ '001_wrapped.sql': 'BEGIN;\ncreate table a (x int);\nCOMMIT;\n' });
    const result = await db.migrate();
    expect(result.error).toBeNull();
    expect(result.applied[0]?.statements).toBe(1);
    expect(result.warnings.join()).toContain('BEGIN ... COMMIT was left out');
  });

  test('runs on a server whose strings take backslash escapes by default', async () => {
    const db = await scratch({ '001_scs.sql': "create table t as select 'a\\'; b' as x;" });
    const [row] = await db.query<{ name: string }>('select current_database() as name');
    await db.query(`alter database "${row?.name}" set standard_conforming_strings = off`);
    expect((await db.migrate()).error).toBeNull();
    expect(await db.query('select x from t')).toEqual([{ x: "a'; b" }]);
    expect(await db.query('select content from plumbline.history')).toEqual([
      { content: "create table t as select 'a\\'; b' as x;" },
    ]);
  });
});

describe('what the server says', () => {
  test('is passed on while the file runs and kept in the result', async () => {
    const db = await scratch({
      '001_say.sql':
        "do $$ begin raise notice 'half; way'; raise warning 'mind'; end $$; create table if not exists t (); create table if not exists t ();",
    });
    const result = await db.migrate();
    expect(result.applied[0]?.notices.map(({ severity, message }) => [severity, message])).toEqual([
      ['NOTICE', 'half; way'],
      ['WARNING', 'mind'],
      ['NOTICE', 'relation "t" already exists, skipping'],
    ]);
    expect(result.events.filter(({ type }) => type === 'notice')).toHaveLength(3);
    expect(await db.query('select warnings from plumbline.history')).toEqual([{ warnings: 1 }]);
  });
});

describe('nothing leaks from one file to the next', () => {
  test('neither search_path, role, nor settings', async () => {
    const db = await scratch({
      '001_dump.sql':
        "select pg_catalog.set_config('search_path', '', false); set role pg_monitor; reset role; create schema other; set search_path = other; set statement_timeout = '1min'; set datestyle = 'German';",
      '002_next.sql':
        "create table here as select current_setting('search_path') as path, current_setting('statement_timeout') as timeout, current_setting('datestyle') as style, current_user = session_user as same;",
    });
    expect((await db.migrate()).error).toBeNull();
    expect(await db.query('select * from public.here')).toEqual([
      { path: '"$user", public', timeout: '0', style: 'ISO, MDY', same: true },
    ]);
  });

  test('the history is written by the role of the run, also after a SET ROLE', async () => {
    const db = await scratch({ '001_role.sql': 'create table t (); set role pg_monitor;' });
    expect((await db.migrate()).error).toBeNull();
    expect(await db.query('select role = current_user as own from plumbline.history')).toEqual([{ own: true }]);
  });
});
