import { waitUntil } from '@plumbline/testkit';
import { createTestDatabase } from '@plumbline/testkit/vitest';
import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { backend, build, databaseOf } from './backend-process.ts';
import { migratedDatabase } from './migrated-database.ts';

beforeAll(build);

/** A request is under way: its query waits for a lock. */
async function untilLocked(client: pg.Client): Promise<void> {
  const waiting = `select from pg_stat_activity where datname = current_database()
    and application_name = 'myaiagent-backend' and wait_event_type = 'Lock'`;
  await waitUntil('a query waits for the lock', async () => (await client.query(waiting)).rows.length > 0);
}

describe('MIGRATE_ON_START', () => {
  test('check refuses to start while migrations are pending, names them, and applies none', async () => {
    const { url, client } = await databaseOf(createTestDatabase());
    const { ended, output } = backend({ DATABASE_URL: url, MIGRATE_ON_START: 'check' });
    expect(await ended).toBe(78);
    expect(output()).toContain('19 migrations are pending');
    expect(output()).toContain('020_add_user_ai_agents');
    expect((await client.query("select to_regclass('users') as users")).rows).toEqual([{ users: null }]);
  });

  test('check serves when nothing is pending', async () => {
    const { url } = await databaseOf(migratedDatabase());
    const { ready } = backend({ DATABASE_URL: url, MIGRATE_ON_START: 'check' });
    expect((await fetch(`${await ready}/readyz`)).status).toBe(200);
  });

  test('off applies nothing, and what is lacking is still a reason not to start', async () => {
    const { url } = await databaseOf(createTestDatabase());
    const { ended, output } = backend({ DATABASE_URL: url, MIGRATE_ON_START: 'off' });
    expect(await ended).toBe(78);
    expect(output()).toMatch(/table (public\.)?users is (missing|not there)/i);
  });
});

describe('what ends a start', () => {
  test('a configuration that is wrong: every variable at once, and pm2 leaves it stopped', async () => {
    const { ended, output } = backend({ DATABASE_URL: '', JWT_SECRET: '', PORT: 'http' });
    expect(await ended).toBe(78);
    expect(output()).toMatch(/3 variables[\s\S]*PORT[\s\S]*DATABASE_URL {2}is missing[\s\S]*JWT_SECRET/);
  });

  test('a server that is not there: try again later', async () => {
    const environment = { DATABASE_URL: 'postgres://ann:pearl@127.0.0.1:1/shop', DATABASE_CONNECT_WAIT_SECONDS: '1' };
    const { ended, output } = backend(environment);
    expect(await ended).toBe(75);
    expect(output()).toContain('the database does not answer yet');
    expect(output()).not.toContain('pearl');
  });

  test('a database that is not there: no restart makes one', async () => {
    const { url } = await databaseOf(createTestDatabase());
    const other = new URL(url);
    other.pathname = '/no_such_database';
    const { ended, output } = backend({ DATABASE_URL: other.href });
    expect(await ended).toBe(78);
    expect(output()).toContain('no_such_database');
  });

  test('tables that are there without a history: the file, the line and what to do', async () => {
    const { url, client } = await databaseOf(createTestDatabase());
    await client.query('create table users (id serial primary key)');
    const { ended, output } = backend({ DATABASE_URL: url });
    expect(await ended).toBe(78);
    expect(output()).toMatch(/001_initial_schema\.sql:\d+/);
    expect(output()).toContain('users');
  });

  test('a port that somebody has: try again later', async () => {
    const { url } = await databaseOf(migratedDatabase());
    const first = backend({ DATABASE_URL: url });
    const { port } = new URL(await first.ready);
    const second = backend({ DATABASE_URL: url, PORT: port });
    expect(await second.ended).toBe(75);
    expect(second.output()).toContain(`PORT=${port}`);
  });

  test('SIGTERM while it waits for a server', async () => {
    const { ended, output, child } = backend({ DATABASE_URL: 'postgres://ann:pearl@127.0.0.1:1/shop' });
    await waitUntil('it has tried once', () => output().includes('does not answer'));
    child.kill('SIGTERM');
    expect(await ended).toBe(143);
  });
});

test('SIGTERM while it serves: the request under way is answered, new ones are not, and it ends with 0', async () => {
  const { url, client } = await databaseOf(migratedDatabase());
  const { ready, child, ended, output } = backend({ DATABASE_URL: url });
  const address = await ready;
  const body = JSON.stringify({ email: 'ann@example.com', password: 'pearl-oyster-1' });
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  const { token } = (await (await fetch(`${address}/v1/auth/register`, post)).json()) as { token: string };
  await client.query('begin; lock table conversations');
  const underWay = fetch(`${address}/v1/conversations`, { headers: { authorization: `Bearer ${token}` } });
  await untilLocked(client);
  child.kill('SIGTERM');
  await waitUntil('new requests are refused', () =>
    fetch(`${address}/healthz`)
      .then(() => false)
      .catch(() => true),
  );
  await client.query('commit');
  expect((await underWay).status).toBe(200);
  expect(await ended).toBe(0);
  expect(output()).toContain('"msg":"stopped"');
  const rows = await client.query(
    'select from system_performance_metrics where tags @> \'{"route":"/v1/conversations"}\'',
  );
  expect(rows.rowCount).toBe(1);
});

test('a request that never ends does not hold the process beyond SHUTDOWN_SECONDS', async () => {
  const { url, client } = await databaseOf(migratedDatabase());
  const { ready, child, ended, output } = backend({ DATABASE_URL: url, SHUTDOWN_SECONDS: '1' });
  const address = await ready;
  await client.query('begin; lock table users');
  const body = JSON.stringify({ email: 'ann@example.com', password: 'pearl-oyster-1' });
  fetch(`${address}/v1/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body }).catch(
    () => {},
  );
  await untilLocked(client);
  child.kill('SIGTERM');
  expect(await ended).toBe(1);
  expect(output()).toContain('did not finish in time');
});
