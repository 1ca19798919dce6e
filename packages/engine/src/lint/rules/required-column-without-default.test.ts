import { expect, test } from 'vitest';
import { foundIn } from '../../../test/lint/found-in.ts';

const released = `
CREATE TABLE customers (id serial PRIMARY KEY); CREATE TABLE parts (id int) PARTITION BY LIST (id);
CREATE TABLE orders (id serial PRIMARY KEY, customer_id integer, note varchar(50), price numeric(8, 2), at timestamp(3));
CREATE INDEX orders_note ON orders (note);
`;
const found = (sql: string): Promise<readonly string[]> =>
  foundIn({ '1': released, '2': sql }, 'required-column-without-default', { released: ['1'] });

test.each([[`NOT NULL alone`, `ALTER TABLE orders ADD x int NOT NULL;`]])('%s', async (_name, sql) => {
  expect(await found(sql)).toEqual([expect.stringContaining(' 2:')]);
});

test.each([
  [`a default`, `ALTER TABLE orders ADD x int NOT NULL DEFAULT 1;`],
  [`a column that may be empty`, `ALTER TABLE orders ADD x int;`],
  [`an identity`, `ALTER TABLE orders ADD x int GENERATED ALWAYS AS IDENTITY;`],
  [`a new table`, `CREATE TABLE n (id int, a int, b varchar(5)); ALTER TABLE n ADD x int NOT NULL;`],
])('nothing is said of %s', async (_name, sql) => {
  expect(await found(sql)).toEqual([]);
});
