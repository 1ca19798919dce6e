import { expect, test } from 'vitest';
import { foundIn } from '../../../test/lint/found-in.ts';

const released = `
CREATE TABLE customers (id serial PRIMARY KEY); CREATE TABLE parts (id int) PARTITION BY LIST (id);
CREATE TABLE orders (id serial PRIMARY KEY, customer_id integer, note varchar(50), price numeric(8, 2), at timestamp(3));
CREATE INDEX orders_note ON orders (note);
`;
const found = (sql: string): Promise<readonly string[]> =>
  foundIn({ '1': released, '2': sql }, 'set-not-null-without-check', { released: ['1'] });

test.each([
  [`a column that may be empty`, `ALTER TABLE orders ALTER note SET NOT NULL;`],
  [
    `a check that is not valid yet`,
    `ALTER TABLE orders ADD CHECK (note IS NOT NULL) NOT VALID; ALTER TABLE orders ALTER note SET NOT NULL;`,
  ],
])('%s', async (_name, sql) => {
  expect(await found(sql)).toEqual([expect.stringContaining(' 2:')]);
});

test.each([
  [
    `a column that a check proves`,
    `ALTER TABLE orders ADD CONSTRAINT c CHECK (note IS NOT NULL AND price > 0) NOT VALID; ALTER TABLE orders VALIDATE CONSTRAINT c; ALTER TABLE orders ALTER note SET NOT NULL;`,
  ],
  [`a primary key`, `ALTER TABLE orders ALTER id SET NOT NULL;`],
  [`a new table`, `CREATE TABLE n (id int, a int, b varchar(5)); ALTER TABLE n ALTER a SET NOT NULL;`],
])('nothing is said of %s', async (_name, sql) => {
  expect(await found(sql)).toEqual([]);
});
