import { describe, expect, onTestFinished, test } from 'vitest';
import { type Scratch, scratch } from '../db/scratch.ts';

/** The database through a role of its own, which may do nothing but connect. */
async function asRole(db: Scratch): Promise<{ url: string; role: string }> {
  const role = `deployer_${Math.random().toString(36).slice(2)}`;
  await db.query(`create role ${role} login password 'secret'`);
  onTestFinished(async () => {
    await db.query(`drop owned by ${role}; drop role ${role}`);
  });
  const url = new URL(db.url);
  url.username = role;
  url.password = 'secret';
  return { url: url.href, role };
}

describe('a role that may not', () => {
  test('make the history is told which privilege it lacks; nothing was done', async () => {
    const db = await scratch({ '001_t.sql': 'create table t (a int);' });
    const { url, role } = await asRole(db);
    const result = await db.migrate({ url });
    expect(result.error).toMatchObject({ code: 'server-error', exitCode: 1 });
    expect(result.error?.message).toContain('permission denied for database');
    expect(result.error?.details.remedy?.join()).toMatch(/GRANT/);
    await db.query(`create schema plumbline authorization ${role}; grant create on schema public to ${role}`);
    expect((await db.migrate({ url })).error).toBeNull();
  });

  test('touch a table is told whose it is, and the file is rolled back', async () => {
    const db = await scratch({ '001_t.sql': 'create table t (a int);' });
    await db.migrate();
    const { url, role } = await asRole(db);
    await db.query(
      `grant usage on schema plumbline to ${role}; grant all on plumbline.history to ${role}; grant create on schema public to ${role}`,
    );
    db.write({ '002_alter.sql': 'create table mine ();\nalter table t add b int;' });
    const { failed } = await db.migrate({ url });
    expect(failed).toMatchObject({ failure: { sqlstate: '42501' }, position: { line: 2 } });
    expect(JSON.stringify(failed?.diagnosis)).toContain('owner');
    expect(await db.query("select to_regclass('mine') as mine")).toEqual([{ mine: null }]);
  });
});

describe('a role that may read the history and not write it', () => {
  test('is told what the database knows of the failure, and gets its connection back as it was', async () => {
    const db = await scratch({ '001_t.sql': 'create table t (a int);' });
    await db.migrate();
    const { url, role } = await asRole(db);
    await db.query(`grant usage on schema plumbline to ${role}; grant select on plumbline.history to ${role}`);
    db.write({ '002_alter.sql': 'alter table t add b int;' });
    const client = await db.connect(url);
    const result = await db.migrate({ client });
    expect(result.warnings.join()).toContain('the failed attempt could not be recorded: permission denied');
    expect(result.failed?.diagnosis.explanation).toContain('Its owner is');
    expect(result.failed?.diagnosis.explanation).not.toContain('could not be asked');
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });
});

describe('a file that the server stops', () => {
  test('at its time limit is told the limit and how to raise it', async () => {
    const db = await scratch({ '001_slow.sql': '-- plumbline: statement-timeout 300ms\nselect pg_sleep(20);' });
    const started = performance.now();
    const { failed } = await db.migrate();
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(failed).toMatchObject({ failure: { sqlstate: '57014' }, position: { line: 2 } });
    expect(JSON.stringify(failed?.diagnosis)).toContain('statement-timeout');
  });

  test('because an extension is missing is told so', async () => {
    const db = await scratch({ '001_e.sql': 'create extension no_such_extension;' });
    const { failed } = await db.migrate();
    expect(failed?.failure.sqlstate).toMatch(/0A000|58P01/);
    expect(JSON.stringify(failed?.diagnosis)).toContain('no_such_extension');
  });

  test('because its disk is full is not tried again, and is rolled back', async () => {
    const db = await scratch({
      '001_full.sql':
        "create table t (a int);\ndo $$ begin raise 'could not extend file: No space left on device' using errcode = '53100'; end $$;",
    });
    const result = await db.migrate();
    expect(result.failed?.failure.sqlstate).toBe('53100');
    expect(result.events.some(({ type }) => type === 'migration-retry')).toBe(false);
    expect(await db.query("select to_regclass('t') as t")).toEqual([{ t: null }]);
  });

  test('with a serialization failure is tried again', async () => {
    const db = await scratch({
      '001_s.sql': 'create sequence tries;',
      '002_s.sql':
        "create table t (a int);\ndo $$ begin if nextval('tries') < 3 then raise 'again' using errcode = '40001'; end if; end $$;",
    });
    const result = await db.migrate();
    expect(result.error).toBeNull();
    expect(result.applied[1]).toMatchObject({ name: '002_s', retries: 2 });
  });
});

describe('bytes and settings', () => {
  test('bytes that are not UTF-8 are named by their offset, before anything runs', async () => {
    const bytes = Buffer.concat([
      Buffer.from("create table a ();\nselect 'caf"),
      Buffer.from([0xe9]),
      Buffer.from("';"),
    ]);
    const db = await scratch({ '001_latin.sql': bytes });
    const { error } = await db.migrate();
    expect(error).toMatchObject({ code: 'invalid-sql', details: { offset: 30 } });
    expect(await db.query("select to_regclass('a') as a")).toEqual([{ a: null }]);
  });

  test('DISCARD ALL inside a file gives the lock to nobody', async () => {
    const db = await scratch({
      '001_t.sql': 'create table t (a int);',
      '002_d.sql': '-- plumbline: mixed\ndiscard all;\ninsert into t select 1 from pg_sleep(0.5);',
    });
    const results = await Promise.all([db.migrate(), db.migrate(), db.migrate()]);
    expect(results.map(({ error }) => error)).toEqual([null, null, null]);
    expect(await db.query('select a from t')).toEqual([{ a: 1 }]);
  });

  test('a dump that empties the search_path does not touch the files after it', async () => {
    const db = await scratch({
      '001_dump.sql': "select pg_catalog.set_config('search_path', '', false);\ncreate table public.a ();",
      '002_steps.sql': '-- plumbline: no-transaction\ncreate table b ();\nvacuum b;',
      '003_next.sql': 'create table c ();',
    });
    expect((await db.migrate()).error).toBeNull();
    expect(await db.query("select to_regclass('public.c') is not null as c")).toEqual([{ c: true }]);
  });
});
