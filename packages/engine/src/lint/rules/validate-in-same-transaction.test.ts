import { expect, test } from 'vitest';
import { foundIn } from '../../../test/lint/found-in.ts';

const released = `
CREATE TABLE customers (id serial PRIMARY KEY); CREATE TABLE parts (id int) PARTITION BY LIST (id);
CREATE TABLE orders (id serial PRIMARY KEY, customer_id integer, note varchar(50), price numeric(8, 2), at timestamp(3));
CREATE INDEX orders_note ON orders (note);
`;
const found = (sql: string): Promise<readonly string[]> =>
  foundIn({ '1': released, '2': sql }, 'validate-in-same-transaction', { released: ['1'] });

test.each([
  [
    `a check`,
    `ALTER TABLE orders ADD CONSTRAINT c CHECK (price > 0) NOT VALID; ALTER TABLE orders VALIDATE CONSTRAINT c;`,
  ],
])('%s', async (_name, sql) => {
  expect(await found(sql)).toEqual([expect.stringContaining(' 2:')]);
});

test.each([
  [`a constraint of an earlier file`, `ALTER TABLE orders VALIDATE CONSTRAINT older;`],
  [
    `a file that runs statement by statement`,
    `-- plumbline: no-transaction
ALTER TABLE orders ADD CONSTRAINT c CHECK (price > 0) NOT VALID; ALTER TABLE orders VALIDATE CONSTRAINT c;`,
  ],
])('nothing is said of %s', async (_name, sql) => {
  expect(await found(sql)).toEqual([]);
});
