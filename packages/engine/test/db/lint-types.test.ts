import { createTestDatabase } from '@plumbline/testkit/vitest';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keyAgreement } from '../../src/lint/types/key-agreement.ts';
import { builtIn } from '../../src/lint/types/sql-type.ts';
import { castOf, knownTypes } from '../../src/lint/types/type-casts.ts';

let client: pg.Client;
let major: number;
const ending: (() => Promise<void>)[] = [];

beforeAll(async () => {
  const database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  ending.push(() => client.end(), database.drop);
  const { rows } = await client.query('show server_version_num');
  major = Math.floor(Number(rows[0].server_version_num) / 10_000);
});
afterAll(async () => {
  for (const end of ending) await end();
});

/** The SQLSTATE that the server answers with; null when it takes it. */
async function answer(sql: string): Promise<string | null> {
  return client.query(sql).then(
    () => null,
    (error: pg.DatabaseError) => error.code ?? 'none',
  );
}

const pairs = knownTypes.flatMap((from) => knownTypes.map((to) => [from, to] as const));
/** 18 casts integers and bytea into each other, 14 a path to a point: of what one version has, nothing is said. */
const isOfOthers = (from: string, to: string): boolean =>
  (major < 18 && (from === 'bytea' || to === 'bytea')) || (major > 14 && from === 'path' && to === 'point');

test('a cast is impossible exactly where the server has none', async () => {
  const wrong: string[] = [];
  for (const [from, to] of pairs) {
    const refused = (await answer(`select null::${from}::${to}`)) === '42846';
    const expected = castOf(builtIn(from), builtIn(to)) === 'none';
    if (refused !== expected && !(refused && isOfOthers(from, to))) wrong.push(`${from} to ${to}: ${refused}`);
    const arrays = (await answer(`select null::${from}[]::${to}[]`)) === '42846';
    if (arrays !== expected && !(arrays && isOfOthers(from, to))) wrong.push(`${from}[] to ${to}[]: ${arrays}`);
    const toScalar = (await answer(`select null::${from}[]::${to}`)) === '42846';
    const array = { ...builtIn(from), isArray: true };
    if (toScalar !== (castOf(array, builtIn(to)) === 'none')) wrong.push(`${from}[] to ${to}: ${toScalar}`);
  }
  expect(wrong).toEqual([]);
});

test('a column changes its type without USING exactly where a value is stored unasked', async () => {
  const wrong: string[] = [];
  for (const [from, to] of pairs) {
    const sql = `create temp table t (c ${from}); alter table t alter c type ${to}; drop table t`;
    const taken = (await answer(sql)) === null;
    const expected = ['implicit', 'assignment'].includes(castOf(builtIn(from), builtIn(to)));
    if (taken !== expected) wrong.push(`${from} to ${to}: ${taken}`);
  }
  expect(wrong).toEqual([]);
});

test('a foreign key is refused exactly where the server refuses it', async () => {
  const wrong: string[] = [];
  for (const target of knownTypes) {
    // Types that have no order have no keys either.
    if ((await answer(`create temp table target (c ${target} primary key)`)) !== null) continue;
    for (const key of knownTypes) {
      const refused = (await answer(`create temp table t (c ${key} references target); drop table t`)) !== null;
      const expected = keyAgreement(builtIn(key), builtIn(target)) === 'refused';
      if (refused !== expected) wrong.push(`${key} to ${target}: ${refused}`);
    }
    await client.query('drop table target');
  }
  expect(wrong).toEqual([]);
});
