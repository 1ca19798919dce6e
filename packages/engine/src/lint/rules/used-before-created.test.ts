import { expect, test } from 'vitest';
import { foundIn } from '../../../test/lint/found-in.ts';

const first = 'CREATE TABLE t (id int, a text);';
const found = (sql: string): Promise<readonly string[]> => foundIn({ '1': first, '2': sql }, 'used-before-created');

test.each([
  ['a query', 'SELECT * FROM nowhere;', 'nowhere'],
  ['a view', 'CREATE VIEW v AS SELECT * FROM t JOIN nowhere USING (id);', 'nowhere'],
  ['a column of a query by its table', 'SELECT x.b FROM t x;', 't.b'],
  ['an index', 'CREATE INDEX ON t (lower(b));', 't.b'],
  ['the condition of an index', 'CREATE INDEX ON t (a) WHERE b;', 't.b'],
  ['a check', 'CREATE TABLE u (x int CHECK (y > 0));', 'u.y'],
  ['the target of INSERT', 'INSERT INTO t (id, b) VALUES (1, 2);', 't.b'],
  ['the target of ON CONFLICT', 'INSERT INTO t (id) VALUES (1) ON CONFLICT (b) DO NOTHING;', 't.b'],
  ['the target of UPDATE', 'UPDATE t SET b = 1;', 't.b'],
  ['COPY', 'COPY t (b) FROM stdin;\n1\n\\.\n', 't.b'],
  ['ALTER TABLE', 'ALTER TABLE t ALTER COLUMN b SET DEFAULT 1;', 't.b'],
  ['a trigger', 'CREATE TRIGGER x AFTER UPDATE OF b ON t FOR EACH ROW EXECUTE FUNCTION f();', 't.b'],
  ['a policy', 'CREATE POLICY p ON nowhere;', 'nowhere'],
  ['a grant', 'GRANT SELECT ON nowhere TO public;', 'nowhere'],
  ['a column after its rename', 'ALTER TABLE t RENAME a TO c; COMMENT ON COLUMN t.a IS $$x$$;', 't.a'],
  ['a table after its drop', 'DROP TABLE t; TRUNCATE t;', 't,'],
])('%s', async (_name, sql, what) => {
  expect(await found(sql)).toEqual([expect.stringContaining(`This uses ${what}`)]);
});

test.each([
  ['names of WITH', 'WITH RECURSIVE c AS (SELECT 1 UNION ALL SELECT * FROM c) SELECT * FROM c;'],
  ['names of FOR UPDATE OF', 'SELECT * FROM t x FOR UPDATE OF x;'],
  ['tables of the server', 'SELECT * FROM pg_class, information_schema.tables, pg_catalog.pg_type;'],
  ['sequences of serials', 'CREATE TABLE u (id serial); GRANT USAGE ON SEQUENCE u_id_seq TO public;'],
  ['schemas that no file makes', 'SELECT * FROM auth.users;'],
  ['columns of rows in triggers', 'CREATE RULE r AS ON DELETE TO t DO ALSO INSERT INTO t (id) VALUES (OLD.id);'],
  ['columns of EXCLUDED', 'INSERT INTO t (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET a = EXCLUDED.a || t.a;'],
  ['the bodies of functions', 'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 FROM nowhere $$;'],
  ['IF EXISTS', 'ALTER TABLE IF EXISTS nowhere ADD x int; DROP TABLE IF EXISTS nowhere;'],
  [
    'what stands under a condition',
    "DO $$ BEGIN IF to_regclass('x') IS NOT NULL THEN ALTER TABLE x ADD y int; END IF; END $$;",
  ],
  ['columns of views', 'CREATE VIEW v AS SELECT id AS x FROM t; COMMENT ON COLUMN v.x IS $$x$$; SELECT v.x FROM v;'],
  ['columns of parents', 'CREATE TABLE c (x int) INHERITS (t); CREATE INDEX ON c (a, x);'],
  [
    'columns of partitioned tables',
    'CREATE TABLE p (x int) PARTITION BY LIST (x); CREATE TABLE q PARTITION OF p DEFAULT; CREATE INDEX ON q (x);',
  ],
  ['columns of what a query made', 'CREATE TABLE c AS SELECT 1 AS x; CREATE INDEX ON c (x);'],
  ['aliases', 'UPDATE t AS x SET a = x.a FROM t AS y WHERE y.id = x.id;'],
  [
    'functions of a row',
    'CREATE FUNCTION full_name(t) RETURNS text LANGUAGE sql AS $$ SELECT $1.a $$; SELECT t.full_name FROM t;',
  ],
  ['system columns', 'SELECT t.ctid, t.xmin FROM t;'],
  [
    'what SQL made at run time may have made',
    "DO $$ BEGIN EXECUTE format('CREATE TABLE %I (x int)', 'dyn'); END $$; SELECT * FROM dyn;",
  ],
  [
    'what a function of the files may have made',
    'CREATE FUNCTION make() RETURNS void LANGUAGE plpgsql AS $$ BEGIN CREATE TABLE made (x int); END $$; SELECT make(); SELECT * FROM made;',
  ],
  ['what an unknown function may have made', "SELECT create_partitions('t'); SELECT * FROM t_2026;"],
  ['what stands in an old schema by the path', 'CREATE SCHEMA s; CREATE TABLE s.x (y int); SELECT * FROM x;'],
  ['temporary tables', 'CREATE TEMP TABLE tmp (x int); INSERT INTO tmp (x) VALUES (1);'],
])('nothing is said of %s', async (_name, sql) => {
  expect(await found(sql)).toEqual([]);
});

test('a temporary table is gone in the next file', async () => {
  const files = { '1': 'CREATE TEMP TABLE tmp (x int);', '2': 'SELECT * FROM tmp;' };
  expect(await foundIn(files, 'used-before-created')).toEqual([expect.stringContaining('2:1:15 This uses tmp')]);
});

test('what released files use was there before them', async () => {
  const files = { '1': 'SELECT * FROM legacy;', '2': 'SELECT * FROM legacy;' };
  expect(await foundIn(files, 'used-before-created', { released: ['1'] })).toEqual([]);
});
