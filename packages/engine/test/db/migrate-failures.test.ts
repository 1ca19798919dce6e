import { describe, expect, test } from 'vitest';
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
