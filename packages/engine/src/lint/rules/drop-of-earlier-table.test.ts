import { expect, test } from 'vitest';
import { foundIn } from '../../../test/lint/found-in.ts';

const released = `
CREATE TABLE customers (id serial PRIMARY KEY); CREATE TABLE parts (id int) PARTITION BY LIST (id);
CREATE TABLE orders (id serial PRIMARY KEY, customer_id integer, note varchar(50), price numeric(8, 2), at timestamp(3));
CREATE INDEX orders_note ON orders (note);
`;
const found = (sql: string): Promise<readonly string[]> =>
  foundIn({ '1': released, '2': sql }, 'drop-of-earlier-table', { released: ['1'] });

test.each([
  [`a plain one`, `DROP TABLE orders;`],
  [`CASCADE`, `DROP TABLE IF EXISTS orders CASCADE;`],
  [`in a DO block`, `DO $$ BEGIN IF true THEN DROP TABLE orders; END IF; END $$;`],
])('%s', async (_name, sql) => {
  expect(await found(sql)).toEqual([expect.stringContaining(' 2:')]);
});

test.each([
  [`a table of the same file`, `CREATE TABLE n (id int, a int, b varchar(5)); DROP TABLE n;`],
  [`a table that was set aside`, `ALTER TABLE orders RENAME TO old; CREATE TABLE orders (id int); DROP TABLE old;`],
  [`a temporary table`, `CREATE TEMP TABLE x (y int); DROP TABLE x;`],
  [`a table that is not known`, `DROP TABLE IF EXISTS other;`],
])('nothing is said of %s', async (_name, sql) => {
  expect(await found(sql)).toEqual([]);
});
