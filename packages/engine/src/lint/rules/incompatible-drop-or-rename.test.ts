import { expect, test } from 'vitest';
import { foundIn } from '../../../test/lint/found-in.ts';

const released = `
CREATE TABLE customers (id serial PRIMARY KEY); CREATE TABLE parts (id int) PARTITION BY LIST (id);
CREATE TABLE orders (id serial PRIMARY KEY, customer_id integer, note varchar(50), price numeric(8, 2), at timestamp(3));
CREATE INDEX orders_note ON orders (note);
`;
const found = (sql: string): Promise<readonly string[]> =>
  foundIn({ '1': released, '2': sql }, 'incompatible-drop-or-rename', { released: ['1'] });

test.each([
  [`a column that is dropped`, `ALTER TABLE orders DROP COLUMN note;`],
  [`a column that is renamed`, `ALTER TABLE orders RENAME note TO remark;`],
  [`a table that is renamed`, `ALTER TABLE orders RENAME TO purchases;`],
])('%s', async (_name, sql) => {
  expect(await found(sql)).toEqual([expect.stringContaining(' 2:')]);
});

test.each([
  [
    `a new table`,
    `CREATE TABLE n (id int, a int, b varchar(5)); ALTER TABLE n RENAME a TO c; ALTER TABLE n DROP COLUMN b; ALTER TABLE n RENAME TO m;`,
  ],
  [`a constraint`, `ALTER TABLE orders RENAME CONSTRAINT orders_pkey TO p;`],
])('nothing is said of %s', async (_name, sql) => {
  expect(await found(sql)).toEqual([]);
});
