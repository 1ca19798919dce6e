import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createReach, type Reach } from './reach.ts';

interface Told {
  readonly reach: Reach;
  readonly events: string[];
  probes: number;
}

/** A reach whose server is there or not as `isThere` says at the moment. */
function reachOf(isThere: () => boolean): Told {
  const events: string[] = [];
  const told: Told = {
    events,
    probes: 0,
    reach: createReach({
      probe: async () => {
        told.probes += 1;
        if (!isThere()) throw new Error('nobody there');
      },
      everyMs: 5,
      onAway: ({ message }) => events.push(`away: ${message}`),
      onStillAway: () => events.push('still away'),
      onBack: () => events.push('back'),
    }),
  };
  return told;
}

async function until(isSo: () => boolean): Promise<void> {
  for (const deadline = performance.now() + 10_000; !isSo(); await sleep(1)) {
    if (performance.now() > deadline) throw new Error('This never came.');
  }
}

test('nobody looks as long as nobody doubts', async () => {
  const told = reachOf(() => false);
  await sleep(20);
  expect([told.probes, told.reach.away()]).toEqual([0, null]);
});

test('a doubt that is wrong changes nothing', async () => {
  const told = reachOf(() => true);
  told.reach.doubt();
  await until(() => told.probes === 1);
  await sleep(20);
  expect([told.probes, told.reach.away(), told.events]).toEqual([1, null, []]);
});

test('a server that is away is tried until it is back, and each step is told once', async () => {
  let isThere = false;
  const told = reachOf(() => isThere);
  for (let i = 0; i < 10; i++) told.reach.doubt();
  await until(() => told.probes >= 4);
  expect(told.reach.away()?.message).toBe('nobody there');
  expect(told.events).toEqual(['away: nobody there', 'still away']);
  isThere = true;
  await until(() => told.reach.away() === null);
  expect(told.events).toEqual(['away: nobody there', 'still away', 'back']);
  // And it can go again.
  isThere = false;
  told.reach.doubt();
  await until(() => told.events.length === 5);
  told.reach.stop();
});

test('nobody looks after it is stopped', async () => {
  const told = reachOf(() => false);
  told.reach.doubt();
  await until(() => told.probes > 0);
  told.reach.stop();
  await sleep(20);
  const probes = told.probes;
  told.reach.doubt();
  await sleep(20);
  expect(told.probes).toBe(probes);
});
