import { setTimeout as sleep } from 'node:timers/promises';
import { createTestDatabase } from '@plumbline/testkit/vitest';
import type pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { type BackendProcess, backend, build, databaseOf } from './backend-process.ts';

beforeAll(build);

async function expectEachAppliedOnce(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    'select state, count(*)::int as n, max(attempts) as attempts from plumbline.history group by 1',
  );
  expect(rows).toEqual([{ state: 'applied', n: 19, attempts: 1 }]);
  const providers = await client.query(
    'select count(*)::int as n, count(distinct provider_name)::int as names from ai_agent_providers',
  );
  expect(providers.rows).toEqual([{ n: 11, names: 11 }]);
}

const appliedBy = ({ output }: BackendProcess): number => output().split('"msg":"migration applied"').length - 1;

test('twenty replicas that start at the same moment all become ready, each migration applied once', {
  timeout: 360_000,
}, async () => {
  const { url, client } = await databaseOf(createTestDatabase());
  const started = performance.now();
  const replicas = Array.from({ length: 20 }, () => backend({ DATABASE_URL: url, DATABASE_POOL_SIZE: '2' }));
  const addresses = await Promise.all(replicas.map(({ ready }) => ready));
  process.stdout.write(`20 replicas ready in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  const answers = await Promise.all(addresses.map(async (address) => (await fetch(`${address}/readyz`)).status));
  expect(answers).toEqual(Array.from({ length: 20 }, () => 200));
  await expectEachAppliedOnce(client);
  expect(replicas.map(appliedBy).reduce((sum, count) => sum + count, 0)).toBe(19);
  for (const { child } of replicas) child.kill('SIGTERM');
  expect(await Promise.all(replicas.map(({ ended }) => ended))).toEqual(Array.from({ length: 20 }, () => 0));
});

// At the edges and in the middle; `pnpm soak:startup` does it at random moments.
test.each([0, 9, 18])('one that is killed after %i migrations leaves a clean start to the next', async (count) => {
  const { url, client } = await databaseOf(createTestDatabase());
  const killed = backend({ DATABASE_URL: url });
  while (appliedBy(killed) < count || !killed.output().includes('"msg":"connected"')) await sleep(1);
  await sleep(Math.random() * 20);
  killed.child.kill('SIGKILL');
  await killed.ended;
  const next = backend({ DATABASE_URL: url });
  const address = await next.ready;
  expect((await fetch(`${address}/readyz`)).status).toBe(200);
  await expectEachAppliedOnce(client);
  // What the first one had said to be applied, the next one did not apply again.
  expect(appliedBy(next)).toBeLessThanOrEqual(19 - count);
});
