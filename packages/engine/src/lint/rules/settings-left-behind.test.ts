import { expect, test } from 'vitest';
import { foundIn } from '../../../test/lint/found-in.ts';

const released = `
SELECT 1;
`;
const found = (sql: string): Promise<readonly string[]> =>
  foundIn({ '1': released, '2': sql }, 'settings-left-behind', { released: ['1'] });

test.each([
  [`SET`, `SET search_path = x;`],
  [`SET ROLE`, `SET ROLE app;`],
  [`set_config`, `SELECT set_config('a.b', 'c', false);`],
  [`several, once`, `SET a.b = 1; SET c.d = 2;`],
])('%s', async (_name, sql) => {
  expect(await found(sql)).toEqual([expect.stringContaining(' 2:')]);
});

test.each([
  [`LOCAL`, `SET LOCAL search_path = x; SELECT set_config('a.b', 'c', true);`],
  [`what is put back`, `SET ROLE app; RESET ROLE; SET a.b = 1; RESET ALL;`],
  [`SET CONSTRAINTS`, `SET CONSTRAINTS ALL DEFERRED; SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;`],
  [
    `a file that runs statement by statement`,
    `-- plumbline: no-transaction
SET a.b = 1;`,
  ],
])('nothing is said of %s', async (_name, sql) => {
  expect(await found(sql)).toEqual([]);
});
