import { expect, test } from 'vitest';
import { foundIn } from '../../../test/lint/found-in.ts';

const released = `
CREATE TABLE customers (id serial PRIMARY KEY); CREATE TABLE parts (id int) PARTITION BY LIST (id);
CREATE TABLE orders (id serial PRIMARY KEY, customer_id integer, note varchar(50), price numeric(8, 2), at timestamp(3));
CREATE INDEX orders_note ON orders (note);
`;
const found = (sql: string): Promise<readonly string[]> =>
  foundIn({ '1': released, '2': sql }, 'more-after-access-exclusive', { released: ['1'] });

test.each([
  [`an UPDATE`, `ALTER TABLE orders ADD x int; UPDATE orders SET x = 1 WHERE x IS NULL;`],
  [`an index`, `ALTER TABLE orders ADD x int; CREATE INDEX ON customers (id);`],
  [
    `rows that are copied`,
    `CREATE TABLE n (id int, a int, b varchar(5)); ALTER TABLE orders ADD x int; INSERT INTO n (id) SELECT id FROM orders;`,
  ],
])('%s', async (_name, sql) => {
  expect(await found(sql)).toEqual([expect.stringContaining(' 2:')]);
});

test.each([
  [
    `quick statements`,
    `ALTER TABLE orders ADD x int; ALTER TABLE orders ADD y int; CREATE TABLE q (); INSERT INTO customers (id) VALUES (1);`,
  ],
  [`the long one first`, `UPDATE orders SET note = 'x' WHERE note IS NULL; ALTER TABLE orders ADD x int;`],
  [
    `a file that runs statement by statement`,
    `-- plumbline: no-transaction
ALTER TABLE orders ADD x int; UPDATE orders SET x = 1 WHERE x IS NULL;`,
  ],
  [`a new table`, `CREATE TABLE n (id int, a int, b varchar(5)); ALTER TABLE n ADD x int; UPDATE n SET x = 1;`],
])('nothing is said of %s', async (_name, sql) => {
  expect(await found(sql)).toEqual([]);
});
