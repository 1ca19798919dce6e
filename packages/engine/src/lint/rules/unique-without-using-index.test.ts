import { expect, test } from 'vitest';
import { foundIn } from '../../../test/lint/found-in.ts';

const released = `
CREATE TABLE customers (id serial PRIMARY KEY); CREATE TABLE parts (id int) PARTITION BY LIST (id);
CREATE TABLE orders (id serial PRIMARY KEY, customer_id integer, note varchar(50), price numeric(8, 2), at timestamp(3));
CREATE INDEX orders_note ON orders (note);
`;
const found = (sql: string): Promise<readonly string[]> =>
  foundIn({ '1': released, '2': sql }, 'unique-without-using-index', { released: ['1'] });

test.each([
  [`a unique constraint`, `ALTER TABLE orders ADD UNIQUE (note);`],
  [`a unique column`, `ALTER TABLE orders ADD COLUMN x int UNIQUE;`],
  [`an exclusion constraint`, `ALTER TABLE orders ADD EXCLUDE USING gist (note WITH =);`],
])('%s', async (_name, sql) => {
  expect(await found(sql)).toEqual([expect.stringContaining(' 2:')]);
});

test.each([
  [`USING INDEX`, `ALTER TABLE orders ADD CONSTRAINT u UNIQUE USING INDEX i;`],
  [`a new table`, `CREATE TABLE n (id int, a int, b varchar(5)); ALTER TABLE n ADD UNIQUE (a);`],
  [`a partitioned table`, `ALTER TABLE parts ADD UNIQUE (id);`],
])('nothing is said of %s', async (_name, sql) => {
  expect(await found(sql)).toEqual([]);
});
