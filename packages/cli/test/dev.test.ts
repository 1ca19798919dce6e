import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { build, emptyDirectory, plumbline, project } from './command-line.ts';

beforeAll(build);

test('dev starts a server of the project, migrates it, says how to connect, and --stop ends it', async () => {
  const directory = emptyDirectory();
  // When root runs the tests, the server runs as somebody else, who has to get in.
  chmodSync(directory, 0o755);
  mkdirSync(join(directory, 'migrations'));
  writeFileSync(join(directory, 'migrations', '001_users.sql'), 'create table users (id int);');
  onTestFinished(async () => {
    await plumbline(['dev', '--stop'], directory);
  });

  const first = await plumbline(['dev'], directory);
  expect(first).toMatchObject({ exitCode: 0, stderr: '' });
  expect(first.stdout).toContain('✓ 001_users');
  expect(first.stdout).toMatch(/PostgreSQL 18 is running on 127\.0\.0\.1:\d+, database plumbline_dev/);
  expect(first.stdout).toMatch(/stop +plumbline dev --stop +\(it keeps running/);
  expect(first.stdout).not.toMatch(/:\/\/[^\s:@]+:[^$\s]\S*@/);

  // Without any URL the other commands take the same server, and say so first.
  const second = await plumbline(['migrate'], directory);
  expect(second.exitCode).toBe(0);
  expect(second.stdout).toMatch(/^No database is named: using this project's own development server\.\nNothing to do/);

  expect((await plumbline(['dev', '--stop'], directory)).stdout).toContain('is stopped');
  expect((await plumbline(['dev', '--stop'], directory)).stdout).toContain('was not running');
});

test('dev takes the database of DATABASE_URL when there is one', async () => {
  const own = await project({ '001_users.sql': 'create table users (id int);' });
  const { exitCode, stdout } = await own.run(['dev']);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('1 migration applied');
  expect(stdout).not.toContain('pnpm@12 stop');
});
