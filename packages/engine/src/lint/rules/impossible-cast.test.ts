import { expect, test } from 'vitest';
import { foundIn } from '../../../test/lint/found-in.ts';

const released = `
CREATE TABLE t (u uuid, s text, j json); CREATE TABLE o (i int);
`;
const found = (sql: string): Promise<readonly string[]> =>
  foundIn({ '1': released, '2': sql }, 'impossible-cast', { released: ['1'] });

test.each([
  [`a column`, `SELECT u::int FROM t;`],
  [`a column by its alias`, `UPDATE o SET i = x.u::int FROM t x;`],
  [`CAST`, `INSERT INTO o (i) SELECT CAST(u AS integer) FROM t;`],
  [`a function`, `SELECT gen_random_uuid()::integer;`],
  [`USING`, `ALTER TABLE t ALTER u TYPE int USING u::int;`],
  [`no USING`, `ALTER TABLE t ALTER u TYPE int;`],
  [`USING that is needed`, `ALTER TABLE t ALTER s TYPE int;`],
  [`what USING gives`, `ALTER TABLE t ALTER s TYPE int USING u;`],
  [`a view`, `CREATE VIEW v AS SELECT t.j::date FROM t JOIN o ON true;`],
  [`a DO block`, `DO $$ BEGIN ALTER TABLE t ALTER u TYPE int USING u::int; END $$;`],
])('%s', async (_name, sql) => {
  expect(await found(sql)).toEqual([expect.stringContaining(' 2:')]);
});

test.each([
  [`by way of text`, `SELECT u::text::int FROM t;`],
  [`a text`, `SELECT s::uuid, s::int FROM t;`],
  [`a literal`, `SELECT '1'::uuid, NULL::uuid;`],
  [`another table that has it`, `SELECT u::int FROM t, (SELECT 1) x (u);`],
  [`WITH`, `WITH t AS (SELECT 1 AS u) SELECT u::int FROM t;`],
  [`a type of the application`, `SELECT u::citext FROM t;`],
  [`a column that is not known`, `SELECT z::uuid FROM t;`],
  [`the type it has then`, `ALTER TABLE t ALTER u TYPE text; ALTER TABLE t ALTER u TYPE int USING u::int;`],
  [`USING that suffices`, `ALTER TABLE t ALTER s TYPE int USING s::int;`],
])('nothing is said of %s', async (_name, sql) => {
  expect(await found(sql)).toEqual([]);
});
