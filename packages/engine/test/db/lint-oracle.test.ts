import { createTestDatabase } from '@plumbline/testkit/vitest';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { lint } from '../../src/lint/index.ts';
import { randomDdl } from '../lint/random-ddl.ts';

/** What the server refuses, and the rules that say so beforehand. */
const RULES: Readonly<Record<string, readonly string[]>> = {
  '42P01': ['used-before-created', 'foreign-key-target-missing'],
  '42703': ['used-before-created', 'foreign-key-target-missing'],
  '42P07': ['table-redefined'],
  '42804': ['foreign-key-type-mismatch', 'impossible-cast'],
  '42846': ['impossible-cast'],
  '42830': ['foreign-key-target-not-unique'],
};
const REFUSALS = new Set(Object.values(RULES).flat());

const BEGINNING = [
  'CREATE DOMAIN d AS integer',
  'CREATE TABLE t (id integer PRIMARY KEY, a uuid, b text UNIQUE)',
  'CREATE TABLE u (id uuid PRIMARY KEY, a integer REFERENCES t, b bigint, c varchar(10) REFERENCES t (b))',
];
const CHAINS = 40;
const STATEMENTS = 40;

/**
 * Random statements are run one by one, and judged beforehand behind those that worked. What a rule says that the server
 * does not is a false alarm; and what the server refuses for these reasons has to be said.
 */
test('what the linter says fails does fail, and nothing that fails is missed', async () => {
  const falseAlarms: string[] = [];
  const missed: string[] = [];
  let refused = 0;
  const database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  onTestFinished(async () => {
    await client.end();
    await database.drop();
  });
  for (let seed = 1; seed <= CHAINS; seed++) {
    await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    const next = randomDdl(seed);
    const chain = [...BEGINNING];
    for (const statement of chain) await client.query(statement);
    for (let count = 0; count < STATEMENTS; count++) {
      const statement = next();
      const code = await client.query(statement).then(
        () => null,
        (error: pg.DatabaseError) => error.code ?? '',
      );
      const rules = await judged(chain, statement);
      const text = `seed ${seed}: ${code} ${rules.join()} ${statement}\n    after ${chain.join(';\n    ')}`;
      if (code === null && rules.length > 0) falseAlarms.push(text);
      if (code !== null && RULES[code] !== undefined) {
        refused += 1;
        if (!rules.some((rule) => RULES[code]?.includes(rule))) missed.push(text);
      }
      if (code === null) chain.push(statement);
    }
  }
  expect(falseAlarms).toEqual([]);
  expect(refused).toBeGreaterThan(300);
  expect(missed).toEqual([]);
});

async function judged(chain: readonly string[], statement: string): Promise<readonly string[]> {
  const files = [
    { name: '1', sql: `${chain.join(';\n')};` },
    { name: '2', sql: statement },
  ];
  const { findings } = await lint({ files, judge: ['2'] });
  return (
    findings
      .filter(({ rule, severity }) => severity === 'error' && REFUSALS.has(rule))
      // That IF NOT EXISTS does nothing is no failure, which is what is wrong with it.
      .filter(({ message }) => !message.includes('IF NOT EXISTS leaves it'))
      .map(({ rule }) => rule)
  );
}
