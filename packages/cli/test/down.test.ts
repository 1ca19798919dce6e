import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from 'vitest';
import { build, type Project, project, repository, start } from './command-line.ts';

beforeAll(build);

async function migrated(more: Readonly<Record<string, string>> = {}): Promise<Project> {
  const own = await project({
    '001_users.sql': 'create table users (id int);',
    '001_users.down.sql': 'drop table users;',
    '002_orders.sql': 'create table orders (id int);',
    '002_orders.down.sql': '-- back\ndrop table orders;',
    ...more,
  });
  expect((await own.run(['migrate'])).exitCode).toBe(0);
  await own.query('insert into orders select generate_series(1, 3)');
  return own;
}

const tables = async (own: Project): Promise<unknown> =>
  (await own.query("select relname::text from pg_class where relname in ('users', 'orders') order by 1")).map(
    ({ relname }) => relname,
  );

describe('plumbline down', () => {
  test('shows what goes, and without a yes nothing does', async () => {
    const own = await migrated();
    const { exitCode, stdout, stderr } = await own.run(['down']);
    expect(exitCode).toBe(2);
    expect(stdout).toContain('  002_orders  migrations/002_orders.down.sql  1 statement');
    expect(stdout).toContain('migrations/002_orders.down.sql:2:1  DROP TABLE  public.orders, 3 rows');
    expect(stderr).toContain('--yes');
    expect(await tables(own)).toEqual(['orders', 'users']);
  });

  test('reverts the last one, or all after one, and migrate runs them again', async () => {
    const own = await migrated();
    const last = await own.run(['down', '--yes']);
    expect(last).toMatchObject({ exitCode: 0, stderr: '' });
    expect(last.stdout).toMatch(
      /✓ 002_orders reverted {2}1 statement {2}\d+ ms\n\n1 migration reverted; it is pending now\./,
    );
    expect(await tables(own)).toEqual(['users']);
    expect((await own.run(['migrate'])).stdout).toContain('1 migration applied');
    expect((await own.run(['down', '--to', '0', '--yes'])).stdout).toContain('2 migrations reverted');
    expect(await tables(own)).toEqual([]);
    expect((await own.run(['down', '--yes'])).stdout).toBe('There is nothing to revert.\n');
  });

  test('--json', async () => {
    const own = await migrated();
    const dry = JSON.parse((await own.run(['down', '--dry-run', '--json'])).stdout);
    expect(Object.keys(dry)).toEqual([
      'command',
      'ok',
      'exitCode',
      'database',
      'serverVersion',
      'dryRun',
      'steps',
      'losses',
      'reverted',
      'failed',
      'error',
      'durationMs',
    ]);
    expect(dry.losses).toMatchObject([{ statement: 'DROP TABLE', tables: [{ table: 'public.orders', rows: 3 }] }]);
    const done = JSON.parse((await own.run(['down', '--yes', '--json'])).stdout);
    expect(done).toMatchObject({ ok: true, dryRun: false, reverted: [{ name: '002_orders' }] });
  });

  test('a down file that fails: its place, and what stays', async () => {
    const own = await migrated({ '001_users.down.sql': 'select 1;\ndrop tabel users;' });
    const { exitCode, stderr } = await own.run(['down', '--to', '0', '--yes']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('migrations/001_users.down.sql:2:6');
    expect(stderr).toContain('> 2 | drop tabel users;');
    expect(stderr).toContain('What was reverted before stays so: 002_orders.');
  });

  test('a missing down file: exit code 1, and nothing is reverted', async () => {
    const own = await migrated({ '003_more.sql': 'create table more ();' });
    const { exitCode, stderr } = await own.run(['down', '--to', '001', '--yes']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('There is no 003_more.down.sql in migrations.');
    expect(await tables(own)).toEqual(['orders', 'users']);
  });
});

// `script` of util-linux gives a command a terminal; other systems have another one or none.
const hasScript = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') === true;

test.skipIf(!hasScript)('on a terminal it asks before data are lost', async () => {
  const own = await migrated();
  const command = `${process.execPath} ${repository}/packages/cli/bin/plumbline.js`;
  for (const [typed, left] of [
    ['no', ['orders', 'users']],
    ['yes', ['users']],
  ] as const) {
    const shell = `(sleep 2; echo ${typed}; sleep 1) | script -qec "${command} down" /dev/null`;
    const { stdout } = await start('bash', ['-c', shell], own.directory, { DATABASE_URL: own.url }).finished;
    expect(stdout).toContain('Revert 1 migration, and lose these data? Type yes to go on:');
    expect(await tables(own)).toEqual(left);
  }
});
