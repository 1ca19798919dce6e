import { fileURLToPath } from 'node:url';
import { withClient } from '@plumbline/testkit';
import { createTestDatabase } from '@plumbline/testkit/vitest';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readCatalog } from '../../src/catalog/read-catalog.ts';
import type { Replay } from '../../src/expect/replay.ts';
import { replayInScratch } from '../../src/expect/replayed-schema.ts';
import { shadowDatabase } from '../../src/expect/shadow-database.ts';
import { adopt } from '../../src/rescue/adopt.ts';
import { readMigrations } from '../../src/source/read-migrations.ts';
import { compareCatalogs } from '../../src/verify/compare-catalogs.ts';
import { halfMigrate } from './half-migrated.ts';
import { keptElsewhere, lostRows, tableContents } from './kept-rows.ts';

// The long version: pnpm soak:adopt --databases 200 --seed 1
const databases = Number(process.env.PLUMBLINE_SOAK_DATABASES ?? 6);
const firstSeed = Number(process.env.PLUMBLINE_SOAK_SEED ?? Math.floor(Math.random() * 1_000_000));
// An adoption is rehearsed on several databases, which a busy machine makes slowly.
vi.setConfig({ testTimeout: 300_000 });

const directory = fileURLToPath(new URL('../../../../migrations', import.meta.url));

const counts = { clean: 0, stopped: 0, 'rolled back': 0 };
let replayed: Replay;

beforeAll(async () => {
  const database = await createTestDatabase();
  replayed = await replayInScratch(() => shadowDatabase(database.url), null, { migrations: readMigrations(directory) });
  await database.drop();
});

afterAll(() => {
  process.stdout.write(`${databases} half-migrated databases from seed ${firstSeed}: ${JSON.stringify(counts)}\n`);
});

async function state(client: pg.Client): Promise<string> {
  return JSON.stringify([(await readCatalog(client)).objects, await tableContents(client)]);
}

test.each(Array.from({ length: databases }, (_, index) => firstSeed + index))(
  'a half-migrated database comes out right with every row, or is left as it is and a person is told: seed %i',
  async (seed) => {
    const database = await createTestDatabase();
    try {
      await withClient(database.url, async (client) => {
        const story = await halfMigrate(client, seed);
        const [before, rows] = [await state(client), await tableContents(client)];
        const { url } = database;
        const done = await adopt({ url, directory, scratch: () => shadowDatabase(url), apply: true, replay: replayed });
        const told = () => [...story, done.error?.message, ...done.obstacles.map(({ message }) => message)].join('\n');
        if (done.error === null) {
          const findings = compareCatalogs(replayed.catalog, await readCatalog(client));
          const left = findings.filter(({ severity, code }) => severity !== 'info' && !code.startsWith('extra-'));
          expect(
            left.map(({ message }) => message),
            told(),
          ).toEqual([]);
          expect(lostRows(rows, await tableContents(client), await keptElsewhere(client)), told()).toEqual([]);
          counts.clean += 1;
        } else {
          expect(['decision-needed', 'cannot-adopt'], told()).toContain(done.error.code);
          expect(await state(client), told()).toBe(before);
          counts[done.error.code === 'decision-needed' ? 'stopped' : 'rolled back'] += 1;
          if (process.env.PLUMBLINE_SOAK_TOLD !== undefined) process.stdout.write(`seed ${seed}: ${told()}\n\n`);
        }
      });
    } finally {
      await database.drop();
    }
  },
);
