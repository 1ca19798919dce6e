import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from 'vitest';
import { build, type Project, project, repository, start } from './command-line.ts';

beforeAll(build);

const files = {
  '001_users.sql': 'create table users (id int);\n',
  '002_orders.sql': 'create table orders (id int);\n',
};

async function edited(): Promise<Project> {
  const own = await project(files);
  expect((await own.run(['migrate'])).exitCode).toBe(0);
  own.write({ '002_orders.sql': 'create table orders (id bigint);\n' });
  return own;
}

describe('an edited file', () => {
  test('is shown with what was changed, by migrate and status, and the way out', async () => {
    const own = await edited();
    for (const command of ['migrate', 'status']) {
      const { exitCode, stderr } = await own.run([command]);
      expect(exitCode).toBe(6);
      expect(stderr).toContain(
        ['@@ -1,1 +1,1 @@', '-create table orders (id int);', '+create table orders (id bigint);'].join('\n  '),
      );
      expect(stderr).toContain('plumbline repair --accept');
    }
    const { stdout } = await own.run(['migrate', '--json']);
    expect(JSON.parse(stdout).error.diffs).toMatchObject([
      { migration: '002_orders', file: 'migrations/002_orders.sql' },
    ]);
  });

  test('is accepted with --yes; nothing happens in a dry run, or where nobody can be asked', async () => {
    const own = await edited();
    const dry = await own.run(['repair', '--accept', '002_orders.sql', '--dry-run']);
    expect(dry).toMatchObject({ exitCode: 0, stderr: '' });
    expect(dry.stdout).toContain('+create table orders (id bigint);');
    expect(dry.stdout).toContain('Nothing was changed.');
    const silent = await own.run(['repair', '--accept', '002_orders.sql'], { PLUMBLINE_YES: '1' });
    expect(silent.exitCode).toBe(2);
    expect(silent.stderr).toContain('--yes');
    expect((await own.run(['status'])).exitCode).toBe(6);
    const done = await own.run(['repair', '--accept', '002_orders.sql', '--yes']);
    expect(done).toMatchObject({ exitCode: 0, stderr: '' });
    expect(done.stdout).toContain('✓ Done.');
    expect((await own.run(['status'])).exitCode).toBe(0);
  });

  test('--json prints one document, in a dry run as well', async () => {
    const own = await edited();
    for (const [flag, state] of [
      ['--dry-run', 6],
      ['--yes', 0],
    ] as const) {
      const { stdout } = await own.run(['repair', '--accept', '2', flag, '--json']);
      const document = JSON.parse(stdout);
      expect(Object.keys(document)).toEqual([
        'command',
        'ok',
        'exitCode',
        'database',
        'serverVersion',
        'dryRun',
        'actions',
        'error',
        'durationMs',
      ]);
      expect(document).toMatchObject({
        command: 'repair',
        ok: true,
        exitCode: 0,
        dryRun: flag === '--dry-run',
        error: null,
      });
      expect(document.actions).toMatchObject([{ type: 'accept', migration: '002_orders' }]);
      expect((await own.run(['status'])).exitCode).toBe(state);
    }
  });
});

test('several wishes at once, each flag several times', async () => {
  const own = await project({ ...files, '003_fails.sql': 'select 1 / 0;', '004_later.sql': 'create table later ();' });
  await own.run(['migrate']);
  const args = [
    '--mark-pending',
    '001',
    '--mark-pending',
    '002',
    '--mark-applied',
    '003_fails',
    '--drop-invalid-indexes',
  ];
  const { exitCode, stdout } = await own.run(['repair', ...args, '--yes']);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/mark applied +003_fails +it is failed/);
  expect(await own.query('select name, state from plumbline.history order by name')).toEqual([
    { name: '001_users', state: 'reverted' },
    { name: '002_orders', state: 'reverted' },
    { name: '003_fails', state: 'applied' },
  ]);
});

test.each([
  [[], '--drop-invalid-indexes'],
  [['--accept', '009'], 'There is no migration "009" to accept.'],
  [['--accept', '001', '--yes'], '001_users was not edited'],
])('repair %j is a wrong call: exit code 2', async (args, message) => {
  const own = await edited();
  const { exitCode, stderr } = await own.run(['repair', ...args]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
});

test('--help has examples', async () => {
  const own = await project();
  for (const command of ['repair', 'baseline', 'down', 'doctor', 'plan']) {
    const { exitCode, stdout } = await own.run([command, '--help']);
    expect([command, exitCode]).toEqual([command, 0]);
    expect(stdout).toMatch(new RegExp(`Examples:\n  plumbline ${command}`));
  }
});

// `script` of util-linux gives a command a terminal; other systems have another one or none.
const hasScript = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') === true;

describe.skipIf(!hasScript)('on a terminal', () => {
  const command = `${process.execPath} ${repository}/packages/cli/bin/plumbline.js`;

  test.each([
    ['yes', 0, 0],
    ['y', 2, 6],
  ] as const)('repair asks, and %s is taken as exit code %i', async (typed, exitCode, state) => {
    const own = await edited();
    const shell = `(sleep 2; echo ${typed}; sleep 1) | script -qec "${command} repair --accept 002" /dev/null`;
    const ended = await start('bash', ['-c', shell], own.directory, { DATABASE_URL: own.url }).finished;
    expect(ended.stdout).toContain('Do this? Type yes to go on:');
    expect(ended.exitCode).toBe(exitCode);
    expect((await own.run(['status'])).exitCode).toBe(state);
  });
});
