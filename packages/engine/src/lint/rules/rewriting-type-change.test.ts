import { expect, test } from 'vitest';
import { foundIn } from '../../../test/lint/found-in.ts';

const released = `
CREATE TABLE customers (id serial PRIMARY KEY); CREATE TABLE parts (id int) PARTITION BY LIST (id);
CREATE TABLE orders (id serial PRIMARY KEY, customer_id integer, note varchar(50), price numeric(8, 2), at timestamp(3));
CREATE INDEX orders_note ON orders (note);
`;
const found = (sql: string): Promise<readonly string[]> =>
  foundIn({ '1': released, '2': sql }, 'rewriting-type-change', { released: ['1'] });

test.each([
  [`customer_id TYPE bigint`, `ALTER TABLE orders ALTER customer_id TYPE bigint;`],
  [`note TYPE varchar(40)`, `ALTER TABLE orders ALTER note TYPE varchar(40);`],
  [`price TYPE numeric(8, 3)`, `ALTER TABLE orders ALTER price TYPE numeric(8, 3);`],
  [`price TYPE numeric(6, 2)`, `ALTER TABLE orders ALTER price TYPE numeric(6, 2);`],
  [`at TYPE timestamp(0)`, `ALTER TABLE orders ALTER at TYPE timestamp(0);`],
  [`at TYPE timestamptz`, `ALTER TABLE orders ALTER at TYPE timestamptz;`],
  [`note TYPE text USING lower(note)`, `ALTER TABLE orders ALTER note TYPE text USING lower(note);`],
  [`customer_id TYPE text`, `ALTER TABLE orders ALTER customer_id TYPE text;`],
])('%s', async (_name, sql) => {
  expect(await found(sql)).toEqual([expect.stringContaining(' 2:')]);
});

test.each([
  [`note TYPE varchar(60)`, `ALTER TABLE orders ALTER note TYPE varchar(60);`],
  [`note TYPE varchar`, `ALTER TABLE orders ALTER note TYPE varchar;`],
  [`note TYPE text`, `ALTER TABLE orders ALTER note TYPE text;`],
  [`price TYPE numeric(10, 2)`, `ALTER TABLE orders ALTER price TYPE numeric(10, 2);`],
  [`price TYPE numeric`, `ALTER TABLE orders ALTER price TYPE numeric;`],
  [`at TYPE timestamp`, `ALTER TABLE orders ALTER at TYPE timestamp;`],
  [`at TYPE timestamp(6)`, `ALTER TABLE orders ALTER at TYPE timestamp(6);`],
  [`note TYPE varchar(50) USING note`, `ALTER TABLE orders ALTER note TYPE varchar(50) USING note;`],
  [`a new table`, `CREATE TABLE n (id int, a int, b varchar(5)); ALTER TABLE n ALTER a TYPE bigint;`],
  [`a type of the application`, `ALTER TABLE orders ALTER note TYPE citext;`],
])('nothing is said of %s', async (_name, sql) => {
  expect(await found(sql)).toEqual([]);
});
