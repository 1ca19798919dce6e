import { expect, test } from 'vitest';
import { foundIn } from '../../../test/lint/found-in.ts';

const released = `
CREATE TABLE customers (id serial PRIMARY KEY); CREATE TABLE parts (id int) PARTITION BY LIST (id);
CREATE TABLE orders (id serial PRIMARY KEY, customer_id integer, note varchar(50), price numeric(8, 2), at timestamp(3));
CREATE INDEX orders_note ON orders (note);
`;
const found = (sql: string): Promise<readonly string[]> =>
  foundIn({ '1': released, '2': sql }, 'drop-index-not-concurrent', { released: ['1'] });

test.each([[`a plain one`, `DROP INDEX orders_note;`]])('%s', async (_name, sql) => {
  expect(await found(sql)).toEqual([expect.stringContaining(' 2:')]);
});

test.each([
  [`CONCURRENTLY`, `DROP INDEX CONCURRENTLY orders_note;`],
  [`the index of a new table`, `CREATE TABLE n (id int, a int, b varchar(5)); CREATE INDEX i ON n (a); DROP INDEX i;`],
  [`an index that is not known`, `DROP INDEX IF EXISTS other;`],
])('nothing is said of %s', async (_name, sql) => {
  expect(await found(sql)).toEqual([]);
});
