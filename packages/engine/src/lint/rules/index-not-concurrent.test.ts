import { expect, test } from 'vitest';
import { foundIn } from '../../../test/lint/found-in.ts';

const released = `
CREATE TABLE customers (id serial PRIMARY KEY); CREATE TABLE parts (id int) PARTITION BY LIST (id);
CREATE TABLE orders (id serial PRIMARY KEY, customer_id integer, note varchar(50), price numeric(8, 2), at timestamp(3));
CREATE INDEX orders_note ON orders (note);
`;
const found = (sql: string): Promise<readonly string[]> =>
  foundIn({ '1': released, '2': sql }, 'index-not-concurrent', { released: ['1'] });

test.each([
  [`a plain one`, `CREATE INDEX ON orders (at);`],
  [`in a DO block`, `DO $$ BEGIN CREATE INDEX x ON orders (at); END $$;`],
  [`after a rename`, `ALTER TABLE orders RENAME TO o; CREATE INDEX ON o (at);`],
])('%s', async (_name, sql) => {
  expect(await found(sql)).toEqual([expect.stringContaining(' 2:')]);
});

test.each([
  [`CONCURRENTLY`, `CREATE INDEX CONCURRENTLY ON orders (at);`],
  [`a new table`, `CREATE TABLE n (id int, a int, b varchar(5)); CREATE INDEX ON n (a);`],
  [`a partitioned table`, `CREATE INDEX ON parts (id);`],
  [`a temporary table`, `CREATE TEMP TABLE orders (x int); CREATE INDEX ON orders (x);`],
])('nothing is said of %s', async (_name, sql) => {
  expect(await found(sql)).toEqual([]);
});
