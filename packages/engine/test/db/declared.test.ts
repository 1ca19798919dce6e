import { describe, expect, test } from 'vitest';
import { scratch } from './scratch.ts';

const swallowed = (body: string): string =>
  `DO $$\nBEGIN\n${body}\nEXCEPTION WHEN OTHERS THEN\n  RAISE NOTICE 'not made: %', SQLERRM;\nEND $$;`;
const setUp = `CREATE TABLE users (id integer PRIMARY KEY, name text);
CREATE TABLE other (id integer PRIMARY KEY); CREATE INDEX taken ON other (id); CREATE TYPE mood AS ENUM ('sad');
CREATE SCHEMA app; CREATE TABLE app.accounts (id int); CREATE VIEW v AS SELECT 1 AS id;`;

interface Hidden {
  readonly name: string;
  readonly sql: string;
  /** What the failure says after "declared, and not there: ". */
  readonly says: string;
  readonly place: string;
}

const BY_HANDLER = (line: number): string => ` (the error was swallowed by the EXCEPTION block in line ${line})`;
const PASSED = ' (IF NOT EXISTS passed over what is there)';

const hidden: readonly Hidden[] = [
  {
    name: 'a foreign key between types that do not match, and its table with it',
    sql: swallowed('  CREATE TABLE agents (id uuid PRIMARY KEY, user_id uuid REFERENCES users (id));'),
    says: `table agents${BY_HANDLER(4)}`,
    place: '3:16',
  },
  {
    name: 'everything else in the block that was taken back',
    sql: swallowed(
      '  CREATE TABLE a (id int);\n  CREATE INDEX a_id ON a (id);\n  ALTER TABLE users ADD COLUMN age int;\n  SELECT 1 / 0;',
    ),
    says: `table a, column age of table users${BY_HANDLER(7)}`,
    place: '3:16',
  },
  {
    name: 'an index on a column that is not there',
    sql: swallowed('  CREATE INDEX users_mail ON users (mail);'),
    says: `index users_mail on table users${BY_HANDLER(4)}`,
    place: '3:3',
  },
  {
    name: 'an index without a name',
    sql: swallowed('  CREATE INDEX ON users (name, lower(mail));'),
    says: `index (name, ...) on table users${BY_HANDLER(4)}`,
    place: '3:3',
  },
  {
    name: 'SQL in an EXECUTE',
    sql: swallowed(`  EXECUTE 'CREATE VIEW "My View" AS ' || 'SELECT mail FROM users';`),
    says: `view My View${BY_HANDLER(4)}`,
    place: '3:3',
  },
  {
    name: 'a block in a block',
    sql: `DO $$\nDECLARE n int;\nBEGIN\n  n := 1;\n${['  BEGIN', '    ALTER TABLE users ADD CONSTRAINT grown CHECK (age > 17);', '  EXCEPTION WHEN OTHERS THEN NULL; END;'].join('\n')}\nEND $$;`,
    says: `check grown on table users${BY_HANDLER(7)}`,
    place: '6:27',
  },
  {
    name: 'a function, a trigger, a type, a policy',
    sql: swallowed(`  CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'select nothing';
  CREATE TRIGGER t BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION f();
  CREATE TYPE colour AS ENUM ('red');`),
    says: `function f with 1 argument, trigger t on table users, type colour${BY_HANDLER(6)}`,
    place: '3:3',
  },
  {
    name: 'a name in mixed case, which is not the one in small letters',
    sql: `CREATE TABLE "orders" (); ${swallowed('  CREATE TABLE "Orders" (id nothing);')}`,
    says: `table Orders${BY_HANDLER(4)}`,
    place: '3:16',
  },
  {
    name: 'a partition',
    sql: `CREATE TABLE p (id int) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (9);
${swallowed('  CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (5) TO (7);')}`,
    says: `table p2${BY_HANDLER(5)}`,
    place: '4:16',
  },
  {
    name: 'a table in the path that is set, though another schema has one of its name',
    sql: `SET search_path TO app;\n${swallowed('  CREATE TABLE users (id nothing);')}`,
    says: `table users${BY_HANDLER(5)}`,
    place: '4:16',
  },
  {
    name: 'a table that already existed with another shape',
    sql: 'CREATE TABLE IF NOT EXISTS users (\n  id integer PRIMARY KEY,\n  mail text UNIQUE\n);',
    says: `table users already existed with another shape: column mail is missing, unique key (mail) is missing${PASSED}`,
    place: '3:3',
  },
  {
    name: 'a column that already existed with another type',
    sql: 'CREATE TABLE IF NOT EXISTS users (\n  id uuid,\n  name text\n);',
    says: `table users already existed with another shape: column id is integer, not uuid${PASSED}`,
    place: '2:3',
  },
  {
    name: 'another shape that the handler passed over',
    sql: `DO $$\nBEGIN\n  CREATE TYPE mood AS ENUM ('sad', 'happy');\nEXCEPTION WHEN duplicate_object THEN NULL;\nEND $$;`,
    says: `enum value happy of type mood${BY_HANDLER(4)}`,
    place: '3:3',
  },
  {
    name: 'an index whose name another table has taken',
    sql: 'CREATE INDEX IF NOT EXISTS taken ON users (name);',
    says: `index taken on table users, whose name was taken${PASSED}`,
    place: '1:1',
  },
  {
    name: 'a table whose name a view has taken',
    sql: 'CREATE TABLE IF NOT EXISTS v (id int);',
    says: `table v, whose name was taken${PASSED}`,
    place: '1:28',
  },
];

describe('a file that ends well without what it declares fails', () => {
  test.each(hidden)('$name', async ({ sql, says, place }) => {
    const { migrate, query, directory } = await scratch({ '001_set_up.sql': setUp, '002_hidden.sql': sql });
    const result = await migrate();
    expect(result.failed?.failure.message).toBe(`declared, and not there: ${says}`);
    expect(result.failed).toMatchObject({ name: '002_hidden', diagnosis: { code: 'declared-not-there' } });
    expect(result.error?.code).toBe('migration-failed');
    const { line, column } = result.failed?.position ?? {};
    expect(`${line}:${column}`).toBe(place);
    expect(result.error?.message).toBe(`${directory}/002_hidden.sql:${place}: declared, and not there: ${says}`);
    const [row] = await query(`select state, error_code, error from plumbline.history where name = '002_hidden'`);
    expect(row).toEqual({ state: 'failed', error_code: 'PB001', error: `declared, and not there: ${says}` });
  });

  test('nothing of it is kept, the place is shown, and a corrected file runs', async () => {
    const { migrate, query, write } = await scratch({
      '001_set_up.sql': setUp,
      '002_half.sql': `CREATE TABLE kept (id int);\n${swallowed('  CREATE TABLE lost (id nothing);')}`,
    });
    const { failed, applied } = await migrate();
    expect(applied.map(({ name }) => name)).toEqual(['001_set_up']);
    expect(failed).toMatchObject({ statement: 2, statements: 2 });
    expect(failed?.frame).toContain('> 4 |   CREATE TABLE lost (id nothing);\n    |                ^');
    expect(failed?.notices.map(({ message }) => message)).toEqual(['not made: type "nothing" does not exist']);
    expect(await query(`select to_regclass('kept') as kept`)).toEqual([{ kept: null }]);
    write({ '002_half.sql': `CREATE TABLE kept (id int);\n${swallowed('  CREATE TABLE lost (id int);')}` });
    expect((await migrate()).ok).toBe(true);
    expect(await query(`select state, attempts from plumbline.history where name = '002_half'`)).toEqual([
      { state: 'applied', attempts: 2 },
    ]);
  });

  test('everything that is missing is listed with its line', async () => {
    const tables = ['a', 'b', 'c', 'd', 'e'].map((name) => `  CREATE TABLE ${name} (id int);`).join('\n');
    const { migrate } = await scratch({ '001_all.sql': swallowed(`${tables}\n  SELECT 1 / 0;`) });
    const { failed } = await migrate();
    expect(failed?.failure.message).toMatch(
      /^declared, and not there: table a, table b, table c and 2 more \(the error was swallowed .* in line 9\)$/,
    );
    expect(failed?.failure.detail?.split('\n')).toEqual(
      ['a', 'b', 'c', 'd', 'e'].map((name, index) => `line ${index + 3}: table ${name}`),
    );
  });

  test('not when the check is switched off', async () => {
    const { migrate } = await scratch({ '001_lost.sql': swallowed('  CREATE TABLE lost (id nothing);') });
    expect(await migrate({ checkDeclared: false })).toMatchObject({ ok: true, warnings: [] });
  });
});

describe('a stepwise file', () => {
  const file = `-- plumbline: no-transaction
CREATE TABLE a (id int);
${swallowed('  CREATE TABLE lost (id nothing);')}
CREATE INDEX CONCURRENTLY a_id ON a (id);`;

  test('is asked after its last statement and is not applied before', async () => {
    const { migrate, query } = await scratch({ '001_steps.sql': file });
    const result = await migrate();
    expect(result.failed).toMatchObject({
      diagnosis: { code: 'declared-not-there' },
      position: { line: 5, column: 16 },
      kept: 3,
    });
    expect(await query('select state, statements_done, statements_total, error_code from plumbline.history')).toEqual([
      { state: 'failed', statements_done: 3, statements_total: 3, error_code: 'PB001' },
    ]);
    expect((await migrate()).failed?.failure.sqlstate).toBe('PB001');
    await query('create table lost (id int)');
    const again = await migrate();
    expect(again).toMatchObject({ ok: true, error: null });
    expect(await query('select state, attempts from plumbline.history')).toEqual([{ state: 'applied', attempts: 3 }]);
  });

  test('is applied when all is there', async () => {
    const { migrate, query } = await scratch({ '001_steps.sql': file.replace('nothing', 'int') });
    expect((await migrate()).ok).toBe(true);
    expect(await query('select state, statements_done from plumbline.history')).toEqual([
      { state: 'applied', statements_done: 3 },
    ]);
  });
});
