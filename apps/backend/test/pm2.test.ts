import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort } from '@plumbline/testkit';
import { createTestDatabase } from '@plumbline/testkit/vitest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build, databaseOf } from './backend-process.ts';
import { testSecrets } from './service-under-test.ts';
import { until } from './until.ts';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'plumbline-pm2-'));
const name = 'myaiagent-backend';

async function pm2(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<string> {
  const { PATH = '' } = process.env;
  const command = join(repository, 'node_modules/pm2/bin/pm2');
  const { stdout } = await promisify(execFile)(process.execPath, [command, ...args], {
    cwd: repository,
    env: { PATH, HOME: home, PM2_HOME: home, ...environment },
  });
  return stdout;
}

interface Listed {
  readonly name: string;
  readonly pm2_env: { readonly status: string; readonly restart_time: number; readonly exit_code?: number };
}

async function listed(): Promise<Listed['pm2_env'] | undefined> {
  const text = await pm2(['jlist']);
  const list = JSON.parse(text.slice(text.indexOf('['))) as readonly Listed[];
  return list.find((one) => one.name === name)?.pm2_env;
}

const start = (environment: Readonly<Record<string, string>>): Promise<string> =>
  pm2(['start', 'ecosystem.config.js', '--only', name], environment);

beforeAll(build);
afterAll(async () => {
  await pm2(['kill']);
  rmSync(home, { recursive: true, force: true });
});

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
  await pm2(['delete', name]);
  await start(environment).catch(() => {});
  await until('ended, for its schema', async () => (await listed())?.exit_code === 78);
  await sleep(2000);
  // Left alone, although pm2 lists an app with a backoff as "waiting restart".
  expect(await listed()).toMatchObject({ exit_code: 78, restart_time: 0 });
  await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();
  await pm2(['delete', name]);

  await start({
    ...testSecrets,
    PORT: port,
    DATABASE_URL: 'postgres://ann@127.0.0.1:1/shop',
    DATABASE_CONNECT_WAIT_SECONDS: '0',
  }).catch(() => {});
  await until('started again and again, for its database', async () => ((await listed())?.restart_time ?? 0) > 1);
});
