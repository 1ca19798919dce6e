import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { migratedDatabase } from '../../apps/backend/test/migrated-database.ts';
import { commandLine, ensureDevServer, isAlive } from '../../packages/testkit/src/index.ts';
import { buildWorkspace } from '../../packages/testkit/src/vitest/index.ts';
import { withClient } from '../../packages/testkit/src/with-client.ts';
import { isStandardRun } from '../../packages/testkit/test/standard-run.ts';
import { appPids, start, startDirectory } from './started.ts';

beforeAll(buildWorkspace);

const statusOf = async (address: string): Promise<number> => (await fetch(address)).status;
const timeout = 400_000;

describe.runIf(isStandardRun())('start', () => {
  test('brings everything up, says where, stops everything at Ctrl-C, and starts again on the same data', {
    timeout,
  }, async () => {
    const directory = await startDirectory();
    const first = start(directory);
    const { backend, watchdog } = await first.ready();
    for (const path of ['/docs', '/readyz', '/metrics']) {
      expect([path, await statusOf(backend + path)]).toEqual([path, 200]);
      if (path !== '/metrics') expect(first.output()).toContain(backend + path);
    }
    expect(await (await fetch(watchdog)).text()).toContain('plumbline_dev');
    expect(await (await fetch(`${watchdog}/metrics`)).text()).toMatch(
      /^db_watchdog_up\{database="plumbline_dev"\} 1$/m,
    );
    const password = readFileSync(join(directory, 'postgres-18', 'password'), 'utf8').trim();
    expect(first.output()).toMatch(/database +postgres:\/\/postgres:\*\*\*@127\.0\.0\.1:\d+\/plumbline_dev/);
    expect(first.output()).not.toContain(password);
    const port = readFileSync(join(directory, 'postgres-18', 'port'), 'utf8').trim();
    const url = `postgres://postgres:${password}@127.0.0.1:${port}/plumbline_dev`;
    await withClient(url, (client) => client.query('create table kept_by_hand (id int)'));

    const second = start(directory);
    expect(await second.ended).toBe(75);
    expect(second.output()).toContain(`pid ${first.child.pid}`);
    expect(await statusOf(`${backend}/readyz`)).toBe(200);

    const pids = [...appPids(directory), serverPid(directory)];
    expect(pids).toHaveLength(3);
    first.child.kill('SIGINT');
    // pnpm hands on what the terminal has sent already.
    first.child.kill('SIGINT');
    expect(await first.ended).toBe(0);
    expect(await running(pids)).toEqual([]);
    expect(readdirSync(directory).sort()).toEqual(['.gitignore', 'postgres-18', 'watchdog.json']);

    // A server that runs already is somebody's (pnpm dev:db), and stays.
    const { pid } = await ensureDevServer({ directory });
    const third = start(directory);
    await third.ready();
    expect(third.output()).toContain('Nothing to do');
    await withClient(url, (client) => client.query('drop table kept_by_hand'));
    third.child.kill('SIGTERM');
    expect(await third.ended).toBe(0);
    expect(isAlive(pid)).toBe(true);
  });

  test('a start that is killed takes its applications with it, and keeps no later one away', {
    timeout,
  }, async () => {
    const { url, drop } = await migratedDatabase();
    onTestFinished(drop);
    const directory = await startDirectory();
    const { ready, child, ended } = start(directory, { DATABASE_URL: url });
    await ready();
    const pids = appPids(directory);
    child.kill('SIGKILL');
    await ended;
    await vi.waitFor(async () => expect(await running(pids)).toEqual([]), { timeout: 60_000, interval: 100 });
    // The lock of a dead start keeps nobody away.
    const next = start(directory, { DATABASE_URL: url });
    await next.ready();
    next.child.kill('SIGHUP');
    expect(await next.ended).toBe(0);
  });
});

test('a port that is taken: which, by which variable, and nothing is started', { timeout }, async () => {
  const stranger = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void stranger.close());
  await vi.waitFor(() => expect(stranger.listening).toBe(true));
  const port = String((stranger.address() as AddressInfo).port);
  const directory = await startDirectory();
  const { ended, output } = start(directory, { PORT: port, WATCHDOG_PORT: port });
  expect(await ended).toBe(75);
  expect(output()).toContain(`Port ${port} of 127.0.0.1 is taken, and the backend is to listen there: set PORT to`);
  expect(output()).toContain(
    `Port ${port} of 127.0.0.1 is taken, and the watchdog is to listen there: set WATCHDOG_PORT`,
  );
  expect(existsSync(join(directory, 'postgres-18'))).toBe(false);
});

test('a backend that refuses: its diagnosis, exit code 78, and nothing goes on', { timeout }, async () => {
  const { url, drop } = await migratedDatabase();
  onTestFinished(drop);
  await withClient(url, (client) => client.query('drop table ai_agent_providers'));
  const directory = await startDirectory();
  const { ended, output } = start(directory, { DATABASE_URL: url });
  expect(await ended).toBe(78);
  expect(output()).toContain('backend  | ✗ Table public.ai_agent_providers is not there.');
  expect(output()).toContain('The backend ended with 78, as told above, so everything was stopped.');
  expect(output()).not.toContain('Everything runs');
  expect(readdirSync(directory)).not.toContain('pm2');
});

test('a database that does not answer: its diagnosis, and try again later', { timeout }, async () => {
  const directory = await startDirectory();
  const url = 'postgres://ann:pearl@127.0.0.1:1/shop';
  const { ended, output } = start(directory, { DATABASE_URL: url, PLUMBLINE_CONNECT_WAIT: '0s' });
  expect(await ended).toBe(75);
  expect(output()).toContain('127.0.0.1:1');
  expect(output()).not.toContain('pearl');
});

test('production without a database is refused, and so are two databases of which one is not named', {
  timeout,
}, async () => {
  const directory = await startDirectory();
  const production = start(directory, { NODE_ENV: 'production' });
  expect(await production.ended).toBe(2);
  expect(production.output()).toContain('set DATABASE_URL=');
  const half = start(directory, { MIGRATION_DATABASE_URL: 'postgres://ann@127.0.0.1:1/shop' });
  expect(await half.ended).toBe(2);
  expect(half.output()).toContain('MIGRATION_DATABASE_URL is set');
});

/** The postmaster of the start's own server. */
function serverPid(directory: string): number {
  return Number(readFileSync(join(directory, 'postgres-18/data/postmaster.pid'), 'utf8').split('\n')[0]);
}

/** Command lines of those that run. One that has ended and that nobody has waited for has a number, and no command line. */
async function running(pids: readonly number[]): Promise<readonly string[]> {
  return (await Promise.all(pids.map(commandLine))).filter((line) => line !== null);
}
