import { expect, test } from 'vitest';
import { foundIn } from '../../../test/lint/found-in.ts';

const released = `
CREATE TABLE customers (id serial PRIMARY KEY); CREATE TABLE parts (id int) PARTITION BY LIST (id);
CREATE TABLE orders (id serial PRIMARY KEY, customer_id integer, note varchar(50), price numeric(8, 2), at timestamp(3));
CREATE INDEX orders_note ON orders (note);
`;
const found = (sql: string): Promise<readonly string[]> =>
  foundIn({ '1': released, '2': sql }, 'update-without-where', { released: ['1'] });

test.each([
  [`UPDATE`, `UPDATE orders SET price = 1;`],
  [`DELETE`, `DELETE FROM orders;`],
])('%s', async (_name, sql) => {
  expect(await found(sql)).toEqual([expect.stringContaining(' 2:')]);
});

test.each([
  [`a WHERE`, `UPDATE orders SET price = 1 WHERE price IS NULL;`],
  [`a new table`, `CREATE TABLE n (id int, a int, b varchar(5)); UPDATE n SET a = 1;`],
])('nothing is said of %s', async (_name, sql) => {
  expect(await found(sql)).toEqual([]);
});
