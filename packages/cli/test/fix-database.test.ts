import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '@plumbline/testkit';
import { beforeAll, describe, expect, test } from 'vitest';
import { build, emptyDirectory, type Finished, project, repository, start } from './command-line.ts';

beforeAll(build);

function fix(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Promise<Finished> {
  return start(join(repository, 'fix-database.sh'), args, emptyDirectory(), env).finished;
}

describe('fix-database.sh', () => {
  test('migrates, shows the status, and prints no password', async () => {
    const own = await project({ '001_users.sql': 'create table users (id int);' });
    const env = { DATABASE_URL: own.url, PLUMBLINE_DIR: join(own.directory, 'migrations') };
    const { exitCode, stdout, stderr } = await fix([], env);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(
      /^Database: as DATABASE_URL says\.\n✓ 001_users[\s\S]*1 migration applied[\s\S]*\n✓ 001_users +applied/,
    );
    expect(stdout + stderr).not.toContain(own.password);
  });

  test('ends with the exit code of the migration, after showing the status', async () => {
    const own = await project({ '001_bad.sql': 'select nope;' });
    const env = { MIGRATION_DATABASE_URL: own.url, PLUMBLINE_DIR: join(own.directory, 'migrations') };
    const { exitCode, stdout, stderr } = await fix([], env);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('as MIGRATION_DATABASE_URL says');
    expect(stdout).toMatch(/✗ 001_bad +failed/);
    expect(stderr).toContain('42703');
    expect(stdout + stderr).not.toContain(own.password);
  });

  test.each([
    ['refuses the role', 'postgres://nobody:wrong@', 2],
    ['is not there', 'postgres://nobody:wrong@127.0.0.1:1/', 75],
  ] as const)('tells once that the server %s', async (_what, beginning, code) => {
    const own = await project({ '001_users.sql': 'create table users (id int);' });
    const { host, pathname } = new URL(own.url);
    const url = code === 75 ? `${beginning}app` : `${beginning}${host}${pathname}`;
    const env = { DATABASE_URL: url, PLUMBLINE_DIR: join(own.directory, 'migrations'), PLUMBLINE_CONNECT_WAIT: '0' };
    const { exitCode, stderr } = await fix([], env);
    expect(exitCode).toBe(code);
    expect(stderr.match(/No connection to database/g)).toHaveLength(1);
  });

  test('says what to set when no database is named', async () => {
    const { exitCode, stderr } = await fix([], {});
    expect(exitCode).toBe(2);
    expect(stderr).toContain('export DATABASE_URL=');
  });

  test('refuses a Node that is too old', async () => {
    const directory = emptyDirectory();
    const script = `#!/bin/sh\nif [ "$1" = --version ]; then echo v18.20.0; else exit 1; fi\n`;
    writeFileSync(join(directory, 'node'), script);
    chmodSync(join(directory, 'node'), 0o755);
    const { exitCode, stderr } = await fix([], {
      DATABASE_URL: 'postgres://a:b@c/d',
      PATH: `${directory}:${process.env.PATH}`,
    });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Node.js v18.20.0 is too old: 20.19');
  });

  test('explains itself with --help, without any setting', async () => {
    const { exitCode, stdout } = await fix(['--help'], {});
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Exit codes:');
  });

  test('passes SIGTERM on: what runs is rolled back, exit code 143', async () => {
    const own = await project({ '001_slow.sql': 'create table t (id int);\nselect pg_sleep(60);' });
    const env = { DATABASE_URL: own.url, PLUMBLINE_DIR: join(own.directory, 'migrations') };
    const running = start(join(repository, 'fix-database.sh'), [], own.directory, env);
    const isAsleep = "select 1 from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'";
    await waitUntil('the migration sleeps', async () => (await own.query(isAsleep)).length > 0);
    running.child.kill('SIGTERM');
    const { exitCode, stdout } = await running.finished;
    expect(exitCode).toBe(143);
    expect(stdout).not.toContain('applied');
    expect(await own.query("select to_regclass('t') as t")).toEqual([{ t: null }]);
  });
});
