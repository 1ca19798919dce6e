import { expect, test } from 'vitest';
import { foundIn } from '../../../test/lint/found-in.ts';

const released = `
CREATE TABLE customers (id serial PRIMARY KEY); CREATE TABLE parts (id int) PARTITION BY LIST (id);
CREATE TABLE orders (id serial PRIMARY KEY, customer_id integer, note varchar(50), price numeric(8, 2), at timestamp(3));
CREATE INDEX orders_note ON orders (note);
`;
const found = (sql: string): Promise<readonly string[]> =>
  foundIn({ '1': released, '2': sql }, 'rewriting-add-column', { released: ['1'] });

test.each([
  [`serial`, `ALTER TABLE orders ADD COLUMN x serial;`],
  [`int GENERATED ALWAYS AS IDENTITY`, `ALTER TABLE orders ADD COLUMN x int GENERATED ALWAYS AS IDENTITY;`],
  [
    `int GENERATED ALWAYS AS (customer_id + 1) STORED`,
    `ALTER TABLE orders ADD COLUMN x int GENERATED ALWAYS AS (customer_id + 1) STORED;`,
  ],
  [`uuid DEFAULT gen_random_uuid()`, `ALTER TABLE orders ADD COLUMN x uuid DEFAULT gen_random_uuid();`],
  [`float DEFAULT 1 + random()`, `ALTER TABLE orders ADD COLUMN x float DEFAULT 1 + random();`],
])('%s', async (_name, sql) => {
  expect(await found(sql)).toEqual([expect.stringContaining(' 2:')]);
});

test.each([
  [`text DEFAULT 'x'`, `ALTER TABLE orders ADD COLUMN x text DEFAULT 'x';`],
  [`timestamptz DEFAULT now()`, `ALTER TABLE orders ADD COLUMN x timestamptz DEFAULT now();`],
  [`int`, `ALTER TABLE orders ADD COLUMN x int;`],
  [
    `int GENERATED ALWAYS AS (customer_id + 1) VIRTUAL`,
    `ALTER TABLE orders ADD COLUMN x int GENERATED ALWAYS AS (customer_id + 1) VIRTUAL;`,
  ],
  [`a new table`, `CREATE TABLE n (id int, a int, b varchar(5)); ALTER TABLE n ADD COLUMN x serial;`],
])('nothing is said of %s', async (_name, sql) => {
  expect(await found(sql)).toEqual([]);
});
