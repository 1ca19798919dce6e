import type pg from 'pg';
import { expect, test } from 'vitest';
import type { Queries } from '../database/queries.ts';
import { lookForNeeds } from './look-for-needs.ts';

const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
const refused = Object.assign(new Error('permission denied'), { code: '42501' });

/** A database that fails so many times with an error, and has nothing of what is needed then. */
function failing(times: number, error: Error): Queries & { readonly asked: () => number } {
  let asked = 0;
  return {
    asked: () => asked,
    query: async <Row extends pg.QueryResultRow>() => {
      asked += 1;
      if (asked <= times) throw error;
      return [] as Row[];
    },
  };
}

test('a database that does not answer at first is asked again', async () => {
  const queries = failing(2, away);
  expect((await lookForNeeds(queries, 10_000, new AbortController().signal)).length).toBeGreaterThan(0);
  expect(queries.asked()).toBe(4);
});

test('one that never answers is to be tried again by another start, when the time is over', async () => {
  const queries = failing(Number.POSITIVE_INFINITY, away);
  await expect(lookForNeeds(queries, 500, new AbortController().signal)).rejects.toMatchObject({
    exitCode: 75,
    message: 'The schema cannot be looked at: connect ECONNREFUSED.',
  });
  expect(queries.asked()).toBe(2);
});

test('one that refuses is not asked again', async () => {
  const queries = failing(Number.POSITIVE_INFINITY, refused);
  await expect(lookForNeeds(queries, 10_000, new AbortController().signal)).rejects.toMatchObject({ exitCode: 78 });
  expect(queries.asked()).toBe(1);
});

test('a start that is called off does not go on asking', async () => {
  const queries = failing(Number.POSITIVE_INFINITY, away);
  await expect(lookForNeeds(queries, 60_000, AbortSignal.timeout(50))).rejects.toMatchObject({ exitCode: 75 });
  expect(queries.asked()).toBe(2);
});
