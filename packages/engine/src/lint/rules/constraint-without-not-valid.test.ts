import { expect, test } from 'vitest';
import { foundIn } from '../../../test/lint/found-in.ts';

const released = `
CREATE TABLE customers (id serial PRIMARY KEY); CREATE TABLE parts (id int) PARTITION BY LIST (id);
CREATE TABLE orders (id serial PRIMARY KEY, customer_id integer, note varchar(50), price numeric(8, 2), at timestamp(3));
CREATE INDEX orders_note ON orders (note);
`;
const found = (sql: string): Promise<readonly string[]> =>
  foundIn({ '1': released, '2': sql }, 'constraint-without-not-valid', { released: ['1'] });

test.each([
  [`a foreign key`, `ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers;`],
  [`a check`, `ALTER TABLE orders ADD CHECK (price > 0);`],
])('%s', async (_name, sql) => {
  expect(await found(sql)).toEqual([expect.stringContaining(' 2:')]);
});

test.each([
  [
    `NOT VALID`,
    `ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers NOT VALID, ADD CONSTRAINT c CHECK (price > 0) NOT VALID;`,
  ],
  [`a key beside a new column`, `ALTER TABLE orders ADD COLUMN c int REFERENCES customers;`],
  [
    `a new table`,
    `CREATE TABLE n (id int, a int, b varchar(5)); ALTER TABLE n ADD FOREIGN KEY (a) REFERENCES customers; ALTER TABLE n ADD CHECK (a > 0);`,
  ],
])('nothing is said of %s', async (_name, sql) => {
  expect(await found(sql)).toEqual([]);
});
