import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, waitUntil } from '@plumbline/testkit';
import { createTestDatabase, ownPm2, type Pm2App } from '@plumbline/testkit/vitest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build, databaseOf } from './backend-process.ts';
import { testSecrets } from './service-under-test.ts';

const name = 'myaiagent-backend';
const pm2 = ownPm2();

const start = (environment: Readonly<Record<string, string>>): Promise<string> => pm2.start(name, environment);

async function listed(): Promise<Pm2App['pm2_env'] | undefined> {
  return (await pm2.app(name))?.pm2_env;
}

beforeAll(build);
afterAll(() => pm2.end());

test('pm2 has it online when it serves, stops it in peace, and leaves it stopped when nothing but a person helps', {
  timeout: 240_000,
}, async () => {
  const { url, client } = await databaseOf(createTestDatabase());
  const port = String(await freePort());
  const environment = { ...testSecrets, DATABASE_URL: url, PORT: port };
  await start(environment);
  // With `wait_ready` the command comes back when the service has said so.
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
  expect((await listed())?.status).toBe('online');

  await client.query('drop table ai_agent_providers');
  await pm2.run(['delete', name]);
  await start(environment).catch(() => {});
  await waitUntil('ended, for its schema', async () => (await listed())?.exit_code === 78);
  await sleep(2000);
  // Left alone, although pm2 lists an app with a backoff as "waiting restart".
  expect(await listed()).toMatchObject({ exit_code: 78, restart_time: 0 });
  await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();
  await pm2.run(['delete', name]);

  await start({
    ...testSecrets,
    PORT: port,
    DATABASE_URL: 'postgres://ann@127.0.0.1:1/shop',
    DATABASE_CONNECT_WAIT_SECONDS: '0',
  }).catch(() => {});
  await waitUntil('started again and again, for its database', async () => ((await listed())?.restart_time ?? 0) > 1);
});
