import { testServer } from '@plumbline/testkit/vitest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Mutation, readMutations } from './mutation.ts';
import { allObjectsDatabase, applicationDatabase, foundAfter, type TrueDatabase } from './true-database.ts';

const files = [
  'application',
  'schemas-and-tables',
  'columns',
  'constraints',
  'indexes-and-statistics',
  'views-and-sequences',
  'functions',
  'triggers-rules-policies',
  'types',
];

const AT_ONCE = 4;
const sum = { changes: 0, found: 0, missed: 0, false: 0 };
let application: TrueDatabase;
let allObjects: TrueDatabase;

beforeAll(async () => {
  application = await applicationDatabase();
  allObjects = await allObjectsDatabase();
});

afterAll(() => {
  const { changes, found, missed, false: falseOnes } = sum;
  process.stdout.write(
    `PostgreSQL ${testServer().major}: ${changes} changes, ${found} findings found, ${missed} missed, ${falseOnes} false\n`,
  );
});

describe('one change of a true database leads to the finding that it should, and to no other', () => {
  test.for(files)('%s', async (file) => {
    const database = file === 'application' ? application : allObjects;
    const waiting = readMutations(file).filter(({ since }) => testServer().major >= since);
    const wrong: string[] = [];
    const work = async (): Promise<void> => {
      for (let mutation = waiting.shift(); mutation !== undefined; mutation = waiting.shift()) {
        wrong.push(...(await wrongOf(database, mutation)));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    expect(wrong).toEqual([]);
  });

  test('a copy without a change has no finding', async () => {
    for (const database of [application, application, allObjects, allObjects]) {
      const { findings } = await foundAfter(database, '');
      sum.false += findings.length;
      expect(findings).toEqual([]);
    }
  });
});

/** What should have been found and was not, and the other way round. */
async function wrongOf(database: TrueDatabase, { name, finds, sql }: Mutation): Promise<readonly string[]> {
  const { findings, toldOfDatabases } = await foundAfter(database, sql).catch((error: unknown) => {
    throw new Error(`The change "${name}" was refused.`, { cause: error });
  });
  const found = findings.map(({ code, identity }) => `${code}: ${identity}`);
  const missed = finds.filter((one) => !found.includes(one));
  const falseOnes = found.filter((one) => !finds.includes(one));
  sum.changes += 1;
  sum.found += finds.length - missed.length;
  sum.missed += missed.length;
  sum.false += falseOnes.length;
  // Between two databases no migration made anything, and none is to blame.
  const untrue = toldOfDatabases.filter(({ message, why, remedy }) =>
    /migration/i.test([message, why, ...remedy].join()),
  );
  return [
    ...missed.map((one) => `${name}: missed ${one}`),
    ...falseOnes.map((one) => `${name}: false ${one}`),
    ...untrue.map(({ message }) => `${name}: speaks of migrations: ${message}`),
  ];
}
