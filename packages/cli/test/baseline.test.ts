import { beforeAll, expect, test } from 'vitest';
import { build, type Project, project } from './command-line.ts';

beforeAll(build);

async function existing(): Promise<Project> {
  const own = await project({
    '001_users.sql': 'create table users (id int);',
    '002_orders.sql': 'create table orders (id int);\n\n  create table lines (id int);',
    '003_later.sql': 'create table later ();',
  });
  await own.query('create table users (id int); create table orders (id int)');
  return own;
}

test('baseline records what is there, and migrate goes on behind it', async () => {
  const own = await existing();
  await own.query('create table lines (id int)');
  const { exitCode, stdout, stderr } = await own.run(['baseline', '002']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toBe('✓ 001_users\n✓ 002_orders\n\n2 migrations recorded as applied, without being run.\n');
  expect((await own.run(['migrate'])).stdout).toContain('✓ 003_later');
  expect((await own.run(['baseline', '003'])).stdout).toBe('Nothing to record; 3 applied before.\n');
});

test('baseline refuses what is not there, with file and line, and goes on with --force', async () => {
  const own = await existing();
  const refused = await own.run(['baseline', '002_orders.sql']);
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toContain('table lines  migrations/002_orders.sql:3:16');
  const dry = await own.run(['baseline', '002', '--dry-run', '--force', '--json']);
  expect(JSON.parse(dry.stdout)).toMatchObject({
    ...{ command: 'baseline', ok: true, exitCode: 0, dryRun: true, recorded: ['001_users', '002_orders'] },
    missing: [{ kind: 'table', object: 'table lines', position: { line: 3, column: 16 } }],
  });
  expect(await own.query("select to_regnamespace('plumbline') as found")).toEqual([{ found: null }]);
  const forced = await own.run(['baseline', '002', '--force']);
  expect(forced.exitCode).toBe(0);
  expect(forced.stdout).toContain('! The database lacks, and goes on lacking:\n    table lines');
});

test('baseline needs to know up to where: exit code 2', async () => {
  const own = await existing();
  expect((await own.run(['baseline'])).exitCode).toBe(2);
  const { exitCode, stderr } = await own.run(['baseline', '002_order']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('Did you mean 002_orders?');
});
