import { userInfo } from 'node:os';
import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newClient } from './connect.ts';

const known = pg.defaults.user;
beforeEach(() => {
  // As in a container or under cron, where nothing of the environment says who one is.
  vi.stubEnv('PGUSER', '');
  pg.defaults.user = undefined as unknown as string;
});
afterEach(() => {
  vi.unstubAllEnvs();
  pg.defaults.user = known ?? '';
});

const own = userInfo().username;

test.each([
  ['postgres://db:5432/shop', own, 'shop'],
  ['postgres://db/shop?sslmode=disable', own, 'shop'],
  ['postgres://ann@db/shop', 'ann', 'shop'],
  ['postgres:///shop?host=/tmp', own, 'shop'],
])('without a user it is that of the operating system, as for psql: %s', (url, user, database) => {
  const client = newClient(url, 'a test');
  expect([client.user, client.database]).toEqual([user, database]);
});

test('a configuration without a user likewise', () => {
  expect(newClient({ host: 'db', database: 'shop' }, 'a test').user).toBe(own);
});
