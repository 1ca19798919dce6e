import { expect, test } from 'vitest';
import { foundIn } from '../../../test/lint/found-in.ts';

const released = `
CREATE TYPE mood AS ENUM ('a'); CREATE TABLE m (id int, mood mood, word text);
`;
const found = (sql: string): Promise<readonly string[]> =>
  foundIn({ '1': released, '2': sql }, 'new-enum-value-used', { released: ['1'] });

test.each([
  [`INSERT`, `ALTER TYPE mood ADD VALUE 'b'; INSERT INTO m (id, mood) VALUES (1, 'a'), (2, 'b');`],
  [`UPDATE`, `ALTER TYPE mood ADD VALUE 'b'; UPDATE m SET mood = 'b' WHERE id = 1;`],
  [`a cast`, `ALTER TYPE mood ADD VALUE 'b'; SELECT 'b'::mood;`],
  [`a default`, `ALTER TYPE mood ADD VALUE 'b'; ALTER TABLE m ALTER mood SET DEFAULT 'b';`],
  [`a new column`, `ALTER TYPE mood ADD VALUE 'b'; ALTER TABLE m ADD x mood DEFAULT 'b';`],
  [`a condition`, `ALTER TYPE mood ADD VALUE 'b'; DELETE FROM m WHERE mood IN ('a', 'b');`],
])('%s', async (_name, sql) => {
  expect(await found(sql)).toEqual([expect.stringContaining(' 2:')]);
});

test.each([
  [`another value`, `ALTER TYPE mood ADD VALUE 'b'; UPDATE m SET mood = 'a' WHERE id = 1;`],
  [`a word of another column`, `ALTER TYPE mood ADD VALUE 'b'; INSERT INTO m (word, mood) VALUES ('b', 'a');`],
  [`a type of the same file`, `CREATE TYPE n AS ENUM ('x'); ALTER TYPE n ADD VALUE 'y'; SELECT 'y'::n;`],
  [`a rename`, `ALTER TYPE mood RENAME VALUE 'a' TO 'b'; SELECT 'b'::mood;`],
  [
    `a file that runs statement by statement`,
    `-- plumbline: no-transaction
ALTER TYPE mood ADD VALUE 'b'; SELECT 'b'::mood;`,
  ],
])('nothing is said of %s', async (_name, sql) => {
  expect(await found(sql)).toEqual([]);
});
