import { describe, expect, test } from 'vitest';
import { declaredCases, readDeclared } from '../../test/declared-words.ts';

declaredCases('statements', [
  {
    name: 'a table declares itself, its columns and its keys',
    sql: `CREATE TABLE app."Orders" (id int PRIMARY KEY, code text CONSTRAINT code_key UNIQUE, user_id uuid REFERENCES users,
      CHECK (id > 0 AND code <> ''), CONSTRAINT no_overlap EXCLUDE USING gist (code WITH =))`,
    declares: [
      'table app.Orders',
      'column id of table app.Orders',
      'primary key (id) on table app.Orders',
      'column code of table app.Orders',
      'unique key code_key on table app.Orders',
      'column user_id of table app.Orders',
      'foreign key (user_id) to users on table app.Orders',
      'check (id, code) on table app.Orders',
      'exclusion constraint no_overlap on table app.Orders',
    ],
  },
  {
    name: 'IF NOT EXISTS is not proof that what is there is what is declared',
    sql: 'CREATE TABLE IF NOT EXISTS a (id int); CREATE INDEX IF NOT EXISTS i ON a (id); CREATE SEQUENCE IF NOT EXISTS s;',
    declares: ['table a !', 'column id of table a !', 'index i on table a !', 'sequence s !'],
  },
  {
    name: 'partitions, copies and inherited tables declare what is written, not what they take over',
    sql: `CREATE TABLE p (id int) PARTITION BY LIST (id); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
      CREATE TABLE l (LIKE p INCLUDING ALL, more text); CREATE TABLE h (x int) INHERITS (l); CREATE TABLE q (y) AS SELECT 1;`,
    declares: [
      'table p',
      'column id of table p',
      'table p1',
      'table l',
      'column more of table l',
      'table h',
      'column x of table h',
      'table q',
      'column y of table q',
    ],
  },
  {
    name: 'temporary tables and all that belongs to them are left out',
    sql: `CREATE TEMP TABLE t (id int); CREATE INDEX i ON t (id); ALTER TABLE t ADD COLUMN x int; CREATE TABLE pg_temp.u (a int);
      SELECT 1 AS one INTO TEMP v; CREATE TEMP VIEW w AS SELECT 1; CREATE TABLE kept (id int);`,
    declares: ['table kept', 'column id of table kept'],
  },
  {
    name: 'ALTER TABLE declares the columns and keys it adds',
    sql: `ALTER TABLE a ADD COLUMN IF NOT EXISTS x int UNIQUE, ADD CONSTRAINT k FOREIGN KEY (x) REFERENCES s.b (id) NOT VALID;
      ALTER TABLE a ADD CONSTRAINT u UNIQUE USING INDEX u_idx;`,
    declares: [
      'column x of table a !',
      'unique key (x) on table a !',
      'foreign key k on table a',
      'unique key u on table a',
    ],
  },
  {
    name: 'views, routines, types, triggers, policies, schemas, extensions and sequences',
    sql: `CREATE SCHEMA s CREATE TABLE t (id int) CREATE VIEW v AS SELECT 1; CREATE EXTENSION IF NOT EXISTS citext;
      CREATE OR REPLACE VIEW v AS SELECT 1; CREATE MATERIALIZED VIEW m AS SELECT 1; CREATE SEQUENCE q;
      CREATE FUNCTION f(a int, OUT b int, c text DEFAULT '') LANGUAGE sql AS 'select 1';
      CREATE PROCEDURE p() LANGUAGE sql AS ''; CREATE AGGREGATE g (int) (sfunc = int4pl, stype = int);
      CREATE TYPE mood AS ENUM ('sad', 'ok'); ALTER TYPE mood ADD VALUE IF NOT EXISTS 'happy';
      CREATE TYPE pair AS (a int, b int); CREATE DOMAIN d AS int; CREATE TYPE r AS RANGE (subtype = int);
      CREATE TRIGGER tr BEFORE INSERT ON s.t FOR EACH ROW EXECUTE FUNCTION f(); CREATE POLICY own ON s.t USING (true);`,
    declares: [
      'schema s',
      'table s.t',
      'column id of table s.t',
      'view s.v',
      'extension citext !',
      'view v',
      'materialized view m',
      'sequence q',
      'function f with 2 arguments',
      'procedure p with 0 arguments',
      'aggregate g',
      'type mood',
      'enum value sad of type mood',
      'enum value ok of type mood',
      'enum value happy of type mood',
      'type pair',
      'type d',
      'type r',
      'trigger tr on table s.t',
      'policy own on table s.t',
    ],
  },
]);

declaredCases('what later statements take away', [
  {
    name: 'what is dropped is not expected',
    sql: `CREATE TABLE a (id int, x int); CREATE INDEX i ON a (x); CREATE TABLE b (id int); CREATE VIEW v AS SELECT 1;
      CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1'; CREATE TYPE t AS ENUM ('a'); CREATE SCHEMA s;
      DROP TABLE b; DROP INDEX i; ALTER TABLE a DROP COLUMN x; DROP VIEW v; DROP FUNCTION f(); DROP TYPE t; DROP SCHEMA s;`,
    declares: ['table a', 'column id of table a'],
  },
  {
    name: 'a table takes its partitions along, and may take sequences',
    sql: `CREATE TABLE p (id int) PARTITION BY LIST (id); CREATE TABLE p1 PARTITION OF p DEFAULT PARTITION BY LIST (id);
      CREATE TABLE p2 PARTITION OF p1 DEFAULT; CREATE SEQUENCE s; DROP TABLE p;`,
    declares: ['sequence s ?'],
  },
  {
    name: 'CASCADE excuses what stands above it, and nothing below',
    sql: 'CREATE TABLE a (id int); CREATE VIEW v AS SELECT 1; DROP TABLE IF EXISTS old CASCADE; CREATE TABLE b ();',
    declares: ['table a ?', 'column id of table a ?', 'view v ?', 'table b'],
  },
  {
    name: 'what is renamed is expected under its new name',
    sql: `CREATE TABLE a (id int PRIMARY KEY, x int, CONSTRAINT k CHECK (x > 0)); CREATE INDEX i ON a (x);
      ALTER TABLE a RENAME TO b; ALTER TABLE b RENAME COLUMN x TO y; ALTER INDEX i RENAME TO j;
      ALTER TABLE b RENAME CONSTRAINT k TO l; ALTER TABLE b SET SCHEMA other;`,
    declares: [
      'table other.b',
      'column id of table other.b',
      'primary key (id) on table other.b',
      'column y of table other.b',
      'check l on table other.b',
      'index j on table other.b',
    ],
  },
  {
    name: 'two names may be exchanged',
    sql: 'CREATE TABLE new (id int); ALTER TABLE old RENAME TO older; ALTER TABLE new RENAME TO old; CREATE TABLE new ();',
    declares: ['table old', 'column id of table old', 'table new'],
  },
  {
    name: 'types, their values, routines, triggers and schemas are followed too',
    sql: `CREATE TYPE t AS ENUM ('a'); ALTER TYPE t RENAME VALUE 'a' TO 'b'; ALTER TYPE t RENAME TO u;
      CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1'; ALTER FUNCTION f() RENAME TO g;
      CREATE SCHEMA s; CREATE TABLE s.t (); CREATE TRIGGER a BEFORE INSERT ON s.t FOR EACH ROW EXECUTE FUNCTION g();
      ALTER TRIGGER a ON s.t RENAME TO b; ALTER SCHEMA s RENAME TO r;`,
    declares: [
      'type u',
      'enum value b of type u',
      'function g with 0 arguments',
      'schema r',
      'table r.t',
      'trigger b on table r.t',
    ],
  },
  {
    name: 'a function of the application may have done anything to what stands above it',
    sql: 'CREATE TABLE a (); SELECT pg_sleep(0), now(); CREATE TABLE b (); SELECT tidy_up(); CREATE TABLE c (); CALL tidy(); CREATE TABLE d ();',
    declares: ['table a ?', 'table b ?', 'table c ?', 'table d'],
  },
]);

describe('where names are looked for', () => {
  const lookIn = async (sql: string): Promise<readonly unknown[]> =>
    (await readDeclared(sql)).map((entry) => entry.lookIn);

  test('in the session path, as long as nothing touches it', async () => {
    expect(await lookIn('CREATE TABLE a (); CREATE TABLE s.b ();')).toEqual(['session', ['s']]);
  });
  test('in the path that the file sets, from there on', async () => {
    const sql = `CREATE TABLE a (); SET search_path TO "App", public; CREATE TABLE b (); SELECT set_config('search_path', 'x, Y', false);
      CREATE TABLE c (); RESET search_path; CREATE TABLE d ();`;
    expect(await lookIn(sql)).toEqual(['session', ['App', 'public', 'pg_temp'], ['x', 'y', 'pg_temp'], 'session']);
    expect((await lookIn('CREATE TABLE a (); SET search_path TO app'))[0]).toBe('any');
  });
  test('anywhere, when the path cannot be known', async () => {
    expect(await lookIn('CREATE TABLE a (); SET search_path TO "$user", app; CREATE TABLE b ();')).toEqual([
      'any',
      'any',
    ]);
    expect(await lookIn('SET ROLE other; CREATE TABLE a ();')).toEqual(['any']);
    expect(await lookIn("DO $$ BEGIN SET search_path = 'x'; CREATE TABLE a (); END $$")).toEqual([['x', 'pg_temp']]);
  });
});

describe('places', () => {
  test('a name in a body has the line and column of the file', async () => {
    const sql = `-- é\r\nSELECT 1;\r\nDO $é$\r\nBEGIN\r\n  /* ü */ CREATE TABLE "Ünï" (\r\n    id int\r\n  );\r\nEXCEPTION\r\n  WHEN OTHERS THEN NULL;\r\nEND $é$;`;
    const [table, column] = await readDeclared(sql);
    expect(table).toMatchObject({ name: 'Ünï', line: 5, column: 24, statement: 1, handler: { line: 8 }, via: 'body' });
    expect(sql.slice(table?.offset, (table?.offset ?? 0) + 5)).toBe('"Ünï"');
    expect(column).toMatchObject({ name: 'id', line: 6, column: 5 });
  });
  test('an EXECUTE has the place of the word', async () => {
    expect(
      (await readDeclared(`DO $$\nBEGIN\n  EXECUTE 'create table a (b int)';\nEND $$`)).map(({ line, column }) => [
        line,
        column,
      ]),
    ).toEqual([
      [3, 3],
      [3, 3],
      [3, 3],
    ]);
  });
  test('names longer than the server keeps are cut as the server cuts them', async () => {
    expect((await readDeclared(`CREATE TABLE ${'x'.repeat(70)} ()`))[0]?.name).toBe('x'.repeat(63));
  });
});

describe('types', () => {
  const types = async (column: string): Promise<unknown> =>
    (await readDeclared(`CREATE TABLE a (x ${column})`)).find(({ kind }) => kind === 'column type')?.type;

  test('a family stands for one another', async () => {
    expect(await types('serial')).toMatchObject({
      written: 'integer',
      accepted: expect.arrayContaining(['int8', 'numeric']),
    });
    expect(await types('varchar(20)')).toMatchObject({ accepted: expect.arrayContaining(['text']) });
    expect(await types('uuid[]')).toEqual({ written: 'uuid[]', accepted: ['_uuid'] });
  });
  test('of types of the application nothing is said', async () => {
    expect(await types('mood')).toBeUndefined();
    expect(await types('app.uuid')).toBeUndefined();
  });
});
