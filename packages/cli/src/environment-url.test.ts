import { userInfo } from 'node:os';
import pg from 'pg';
import { expect, test } from 'vitest';
import { environmentUrl } from './environment-url.ts';

test('nothing set is no URL; a password alone names no database', () => {
  expect(environmentUrl({})).toBeNull();
  expect(environmentUrl({ PGPASSWORD: 'hidden', PGSSLMODE: 'require' })).toBeNull();
});

test.each([
  [{ PGHOST: 'db', PGPORT: '6000', PGUSER: 'app', PGDATABASE: 'shop' }, ['db', 6000, 'app', 'shop']],
  [{ PGHOST: 'db', PGUSER: 'app' }, ['db', 5432, 'app', 'app']],
  [{ PGDATABASE: 'my shop/1' }, ['localhost', 5432, userInfo().username, 'my shop/1']],
  [{ PGHOST: '/run/postgresql', PGUSER: 'a@b', PGDATABASE: 'shop' }, ['/run/postgresql', 5432, 'a@b', 'shop']],
] as const)('%j is read by pg as it is meant', (env, expected) => {
  const { host, port, user, database } = new pg.Client({ connectionString: environmentUrl(env) ?? '' });
  expect([host, port, user, database]).toEqual(expected);
});

test('a password never becomes part of it', () => {
  expect(environmentUrl({ PGHOST: 'db', PGPASSWORD: 'hidden' })).not.toContain('hidden');
});
