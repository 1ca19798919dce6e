import { readdirSync, readFileSync } from 'node:fs';
import type { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import { declaredObjects } from '../../src/declared/declared-objects.ts';
import { missingObjects } from '../../src/declared/missing-objects.ts';
import { missingWords } from '../../src/declared/missing-words.ts';
import { quickConditions } from '../../src/declared/quick-conditions.ts';
import { migration, parseMigration } from '../../src/source/migration.ts';
import { scratch } from './scratch.ts';

const legit: Readonly<Record<string, string>> = {
  'objects that exist already, passed over by name': `DO $$ BEGIN CREATE TYPE mood AS ENUM ('sad'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;
    DO $$ BEGIN ALTER TABLE users ADD CONSTRAINT name_key UNIQUE (name); EXCEPTION WHEN duplicate_table OR duplicate_object THEN NULL; END $$;
    DO $$ BEGIN ALTER TABLE users ADD COLUMN name text; EXCEPTION WHEN duplicate_column THEN RAISE NOTICE 'there'; END $$;`,
  'errors that are passed over, of statements that made what they make': `DO $$ BEGIN
      CREATE TABLE a (id serial PRIMARY KEY, user_id int REFERENCES users ON DELETE CASCADE, n numeric CHECK (n > 0), UNIQUE (user_id, n));
      CREATE UNIQUE INDEX a_n ON a (n) WHERE n > 1; CREATE INDEX ON a (lower(n::text), user_id DESC);
    EXCEPTION WHEN OTHERS THEN NULL; END $$;`,
  'IF NOT EXISTS over what an earlier file made and a later one changed': `CREATE TABLE IF NOT EXISTS users (id int PRIMARY KEY, name varchar(50) UNIQUE);
    CREATE TABLE IF NOT EXISTS grown (id integer PRIMARY KEY, at timestamp, body json, tags text[], state text);
    CREATE UNIQUE INDEX IF NOT EXISTS users_name ON users (name); ALTER TABLE users ADD COLUMN IF NOT EXISTS id bigint;
    CREATE SEQUENCE IF NOT EXISTS counter; CREATE SCHEMA IF NOT EXISTS app; ALTER TABLE IF EXISTS nowhere ADD COLUMN x int;`,
  'things that are made and taken away again': `CREATE TABLE IF NOT EXISTS t (id int); DROP TABLE t; CREATE TABLE IF NOT EXISTS u (id int, x int);
    CREATE INDEX IF NOT EXISTS u_x ON u (x); ALTER TABLE u DROP COLUMN x; ALTER TABLE u RENAME TO w; ALTER TABLE w ADD COLUMN IF NOT EXISTS y int;
    ALTER TABLE w RENAME y TO z; ALTER TABLE w SET SCHEMA app; CREATE TABLE IF NOT EXISTS app.w (z int);`,
  'things that a function or dynamic SQL takes away': `CREATE TABLE IF NOT EXISTS t (id int);
    CREATE FUNCTION tidy() RETURNS void LANGUAGE plpgsql AS 'BEGIN DROP TABLE t; END'; SELECT tidy();`,
  conditions: `DO $$ BEGIN IF to_regclass('nowhere') IS NOT NULL THEN ALTER TABLE nowhere ADD COLUMN x int; END IF;
      IF true THEN RETURN; END IF; CREATE TABLE never (id int); EXCEPTION WHEN OTHERS THEN NULL; END $$;`,
  'optional extensions, with what needs them under a condition': `DO $$ BEGIN CREATE EXTENSION no_such_extension;
    EXCEPTION WHEN OTHERS THEN RAISE NOTICE 'not here'; END $$;`,
  'temporary tables and views of them': `DO $$ BEGIN CREATE TEMP TABLE users (id int, extra text); CREATE VIEW of_temp AS SELECT extra FROM users;
      CREATE INDEX temp_i ON users (extra); EXCEPTION WHEN OTHERS THEN RAISE; END $$; CREATE TEMP TABLE IF NOT EXISTS x AS SELECT 1;
      DO $$ BEGIN CREATE INDEX i ON users (extra); EXCEPTION WHEN OTHERS THEN NULL; END $$;`,
  'names without a schema in every way a path can be set': `SET search_path TO app; CREATE TABLE IF NOT EXISTS one (id int); SET search_path TO public, app;
      CREATE INDEX IF NOT EXISTS one_id ON one (id); SELECT set_config('search_path', 'app', true); CREATE TABLE IF NOT EXISTS two (id int);
      RESET search_path; CREATE TABLE IF NOT EXISTS three (id int); SET search_path = '';
      CREATE TABLE IF NOT EXISTS app.four (id int);`,
  'another role, whose path is its own': `CREATE TABLE IF NOT EXISTS mine (id int); GRANT ALL ON SCHEMA app TO CURRENT_USER; SET ROLE pg_read_all_data;`,
  'partitions, and an index on the parent only': `CREATE TABLE IF NOT EXISTS p (id int, PRIMARY KEY (id)) PARTITION BY RANGE (id);
      CREATE TABLE IF NOT EXISTS p1 PARTITION OF p FOR VALUES FROM (1) TO (9); CREATE INDEX IF NOT EXISTS p_only ON ONLY p (id);
      CREATE INDEX IF NOT EXISTS p_all ON p (id); CREATE TABLE IF NOT EXISTS q (LIKE p INCLUDING ALL); CREATE TABLE IF NOT EXISTS child () INHERITS (grown);`,
  'routines of every kind': `DO $$ BEGIN CREATE FUNCTION f(a int, OUT b int, VARIADIC c int[]) LANGUAGE sql AS 'select 1';
      CREATE PROCEDURE pr(INOUT a int, OUT b int) LANGUAGE plpgsql AS 'BEGIN END'; CREATE FUNCTION rows(a int) RETURNS TABLE (x int, y int) LANGUAGE sql AS 'select 1, 2';
      CREATE AGGREGATE total (int) (sfunc = int4pl, stype = int); CREATE FUNCTION nothing() RETURNS void LANGUAGE sql AS ''; EXCEPTION WHEN OTHERS THEN NULL; END $$;`,
  'the rest': `DO $$ BEGIN CREATE DOMAIN positive AS int CHECK (VALUE > 0); CREATE TYPE pair AS (a int, b int); CREATE TYPE span AS RANGE (subtype = int);
      CREATE MATERIALIZED VIEW m AS SELECT 1 AS one; CREATE VIEW v AS SELECT 1 AS one; CREATE SCHEMA inner_one;
      CREATE TABLE inner_one."Mixed Case" ("Id" positive, EXCLUDE USING gist (span(1, "Id") WITH &&), CHECK (true), x uuid);
      ALTER TABLE inner_one."Mixed Case" ADD PRIMARY KEY ("Id"), ADD CONSTRAINT "No" CHECK (x IS NULL) NOT VALID, ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own ON inner_one."Mixed Case" USING (true); CREATE UNIQUE INDEX ux ON inner_one."Mixed Case" (x);
      ALTER TABLE inner_one."Mixed Case" ADD CONSTRAINT x_key UNIQUE USING INDEX ux; ALTER TYPE mood2 ADD VALUE 'glad';
    EXCEPTION WHEN undefined_function THEN NULL; END $$;`,
  'names longer than the server keeps': `CREATE TABLE IF NOT EXISTS ${'long_'.repeat(20)} (${'column_'.repeat(15)} int);
      CREATE INDEX IF NOT EXISTS ${'index_'.repeat(15)} ON ${'long_'.repeat(20)} (${'column_'.repeat(15)});`,
};

/** One of each kind, without the shapes that only the exact query knows. */
const plain = `CREATE SCHEMA more; CREATE EXTENSION IF NOT EXISTS plpgsql; CREATE SEQUENCE IF NOT EXISTS more.s;
  CREATE TABLE IF NOT EXISTS t (id bigserial PRIMARY KEY, "User" int REFERENCES users, note text UNIQUE, tags text[], st state,
    at timestamptz, ok boolean, n numeric(8, 2) CHECK (n > 0), CONSTRAINT pair UNIQUE (id, note), CHECK (ok OR n > 1));
  ALTER TABLE IF EXISTS nowhere ADD COLUMN x int; CREATE INDEX IF NOT EXISTS t_at ON t (lower(note), at);
  CREATE VIEW v AS SELECT 1 AS one; CREATE MATERIALIZED VIEW m AS SELECT 1 AS one; CREATE DOMAIN positive AS int;
  CREATE TYPE colour AS ENUM ('red', 'blue'); CREATE FUNCTION f(a int, b int) RETURNS void LANGUAGE plpgsql AS 'BEGIN END';
  CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE PROCEDURE p() LANGUAGE plpgsql AS 'BEGIN END';
  CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION g(); CREATE POLICY own ON t USING (true);`;

const setUp = `CREATE SCHEMA app; CREATE TABLE users (id int PRIMARY KEY, name text); ALTER TABLE users ADD UNIQUE (name);
  CREATE TYPE state AS ENUM ('a'); CREATE TYPE mood2 AS ENUM ('sad'); CREATE SEQUENCE counter;
  CREATE TABLE grown (id bigint PRIMARY KEY, at timestamptz, body jsonb, tags varchar[], state state);`;

describe('a file that does what it declares is not refused', () => {
  test.each(Object.entries(legit))('%s', async (_, sql) => {
    const { migrate } = await scratch({ '001_set_up.sql': setUp, '002_legit.sql': sql });
    const { failed, error } = await migrate();
    expect([failed?.failure.message ?? null, error?.message ?? null]).toEqual([null, null]);
  });

  test('with what may rightly be missing said aloud, and not more', async () => {
    const doubtful = [
      'things that a function or dynamic SQL takes away',
      'optional extensions, with what needs them under a condition',
    ];
    for (const [name, sql] of Object.entries(legit)) {
      const { migrate } = await scratch({ '001_set_up.sql': setUp, '002_legit.sql': sql });
      const { events } = await migrate();
      const said = events.filter((event) => event.type === 'warning' && event.code === 'declared');
      expect([name, said.length > 0]).toEqual([name, doubtful.includes(name)]);
    }
  });

  test('the warning names object, line and reason', async () => {
    const { migrate, directory } = await scratch({
      '001_optional.sql': `DO $$ BEGIN\n  CREATE EXTENSION no_such_extension;\nEXCEPTION WHEN OTHERS THEN NULL; END $$;`,
    });
    expect((await migrate()).warnings).toEqual([
      `${directory}/001_optional.sql: extension no_such_extension, declared in line 2, is not there; the EXCEPTION block in line 3 does without it`,
    ]);
  });

  test('and nothing is missing that the catalog is not asked for either', async () => {
    for (const [name, sql] of Object.entries(legit)) {
      const { migrate, connect } = await scratch({ '001_set_up.sql': setUp, '002_legit.sql': sql });
      await migrate();
      expect([name, await missingOf(await connect(), sql)]).toEqual([name, []]);
    }
  });

  test('the chain of the application, asked for everything after every file', async () => {
    const chain = new URL('../../../../migrations/', import.meta.url);
    const names = readdirSync(chain).filter((name) => name.endsWith('.sql'));
    const files = names.map((name) => [name, readFileSync(new URL(name, chain), 'utf8')] as const);
    const { migrate, connect } = await scratch(Object.fromEntries(files));
    const client = await connect();
    for (const [name, sql] of files) {
      const { error, warnings } = await migrate({ to: name });
      expect([name, error?.message ?? null, warnings.filter((text) => text.includes('declared'))]).toEqual([
        name,
        null,
        [],
      ]);
      expect([name, await missingOf(client, sql)]).toEqual([name, []]);
    }
  });

  test('and the plain questions are enough for what is plain', async () => {
    const { migrate, connect } = await scratch({ '001_set_up.sql': setUp, '002_plain.sql': plain });
    expect((await migrate()).error?.message ?? null).toBe(null);
    const parsed = parseMigration(migration('002_plain.sql', Buffer.from(plain)));
    const conditions = quickConditions(await declaredObjects(parsed)) ?? [];
    const body = conditions
      .map((sql) => `${sql} if not coalesce(ok, false) then raise '%', $q$${sql}$q$; end if;`)
      .join('\n');
    expect(conditions.length).toBeGreaterThan(12);
    await (await connect()).query(`do $do$ declare r oid; ok bool; begin ${body} end $do$`);
  });

  test('a check that cannot be made is said, and refuses nothing', async () => {
    // The only thing in a file's reach that the check rests on: an operator before that of the server.
    const { migrate, query } = await scratch({
      '001_odd.sql': `CREATE FUNCTION broken(name, name) RETURNS bool LANGUAGE plpgsql AS 'BEGIN RAISE ''odd''; END';
        CREATE OPERATOR public.= (LEFTARG = name, RIGHTARG = name, FUNCTION = broken);
        CREATE TABLE IF NOT EXISTS made (id int); SET search_path = public, pg_catalog;`,
    });
    const { ok, warnings } = await migrate();
    expect([ok, warnings.length]).toEqual([true, 1]);
    expect(warnings[0]).toMatch(/001_odd.sql: whether it made what it declares could not be checked: odd$/);
    expect(await query('select count(*)::int as made from made')).toEqual([{ made: 0 }]);
  });
});

async function missingOf(client: Client, sql: string): Promise<readonly string[]> {
  const parsed = parseMigration(migration('001_file.sql', Buffer.from(sql)));
  const declared = (await declaredObjects(parsed)).filter(({ excuse }) => excuse === null);
  return (await missingObjects(client, declared)).map((missing) => missingWords(missing));
}
