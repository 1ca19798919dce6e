import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { withClient } from '@plumbline/testkit';
import { createTestDatabase, templateDatabase } from '@plumbline/testkit/vitest';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { randomFrom } from '../../../../scripts/soak/random.js';
import { build, startCommand } from '../faults/cli-process.ts';
import { fillEveryTable } from './fill-every-table.ts';
import { keptElsewhere, lostRows, type TableRows, tableContents } from './kept-rows.ts';
import { wholeFiles } from './old-runner.ts';

// The long version: pnpm soak:adopt --kills 50 --seed 1
const kills = Number(process.env.PLUMBLINE_SOAK_KILLS ?? 2);
const seed = Number(process.env.PLUMBLINE_SOAK_SEED ?? Math.floor(Math.random() * 1_000_000));
// An adoption is rehearsed on several databases, which a busy machine makes slowly.
vi.setConfig({ testTimeout: 300_000 });

const directory = fileURLToPath(new URL('../../../../migrations', import.meta.url));
const random = randomFrom(seed);
const counts = { 'before it changed anything': 0, 'when all was done': 0 };
let template: string;
let rows: readonly TableRows[];
let durationMs: number;

/** Left by the old code on an older shape, with rows in every table. */
async function broken(url: string): Promise<void> {
  await withClient(url, async (client) => {
    await client.query(readFileSync(new URL('older-shape.sql', import.meta.url), 'utf8'));
    await wholeFiles(client);
    await fillEveryTable(client);
  });
}

function adoptAt(url: string): ReturnType<typeof startCommand> {
  return startCommand('adopt', { url, directory }, ['--apply', '--shadow-url', url]);
}

async function withBroken(work: (client: pg.Client, url: string) => Promise<void>): Promise<void> {
  const database = await createTestDatabase({ template });
  try {
    await withClient(database.url, (client) => work(client, database.url));
  } finally {
    await database.drop();
  }
}

/** @returns how many migrations are recorded */
async function recorded(client: pg.Client): Promise<number> {
  const { rows: found } = await client.query(`select to_regclass('plumbline.history') is not null as there`);
  if (!found[0]?.there) return 0;
  const { rows: counted } = await client.query<{ count: number }>('select count(*)::int from plumbline.history');
  return counted[0]?.count ?? 0;
}

beforeAll(async () => {
  build();
  template = await templateDatabase('broken by the old code', broken);
  await withBroken(async (client, url) => {
    rows = await tableContents(client);
    const started = performance.now();
    const run = adoptAt(url);
    expect(await run.ended, run.output()).toBe(0);
    durationMs = performance.now() - started;
  });
});

afterAll(() => {
  process.stdout.write(`${kills} kills within ${Math.round(durationMs)} ms, seed ${seed}: ${JSON.stringify(counts)}\n`);
});

test.each(Array.from({ length: kills }, (_, index) => index + 1))(
  'an adoption that is killed has done all or nothing, and a second run finishes: kill %i',
  async () => {
    await withBroken(async (client, url) => {
      const killed = adoptAt(url);
      // Most of the time goes into finding the plan; what is delicate comes at the end.
      await sleep(durationMs * (random() < 0.5 ? random() : 0.7 + random() * 0.4));
      killed.child.kill('SIGKILL');
      await killed.ended;
      const before = await recorded(client);
      const isDone = before > 0;
      counts[isDone ? 'when all was done' : 'before it changed anything'] += 1;
      if (!isDone) expect(await tableContents(client)).toEqual(rows);
      const second = adoptAt(url);
      expect(await second.ended, second.output()).toBe(0);
      expect(second.output()).toMatch(/after: \d+ info\.|after: none\./);
      expect([0, await recorded(client)]).toContain(before);
      expect(lostRows(rows, await tableContents(client), await keptElsewhere(client))).toEqual([]);
    });
  },
);
