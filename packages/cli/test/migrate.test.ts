import { beforeAll, describe, expect, test } from 'vitest';
import { build, project } from './command-line.ts';

beforeAll(build);

const two = {
  '001_users.sql': 'create table users (id integer primary key);\ncreate index on users (id);',
  '002_agents.sql': "do $$ begin raise notice 'seeding'; raise warning 'careful'; end $$;",
};
const broken = { '003_broken.sql': '-- agents\ncreate table agents (\n  id int,\n  nope nothing\n);\n' };

describe('plumbline migrate', () => {
  test('says one line a migration with its notices beneath, and the second time that there is nothing to do', async () => {
    const { run, password } = await project(two);
    const first = await run(['migrate']);
    expect(first).toMatchObject({ exitCode: 0, stderr: '' });
    const lines = first.stdout.split('\n');
    expect(lines[0]).toMatch(/^✓ 001_users +2 statements +\d+ ms$/);
    expect(lines[1]).toMatch(/^✓ 002_agents +1 statement +\d+ ms$/);
    expect(lines.slice(2, 5)).toEqual(['    NOTICE: seeding', '    WARNING: careful', '']);
    expect(lines[5]).toMatch(/^2 migrations applied, 3 statements \(database "\w+" on [\w.]+:\d+, \d/);

    const second = await run(['migrate']);
    expect(second).toMatchObject({ exitCode: 0, stderr: '' });
    expect(second.stdout).toMatch(/^Nothing to do: all 2 migrations are applied \(.*\)\n$/);
    expect(first.stdout + second.stdout).not.toContain(password);
  });

  test('accounts for a failure on standard error: place, frame, what the server said, what it means, what was kept', async () => {
    const { run, query, password } = await project({ ...two, ...broken });
    const { exitCode, stdout, stderr } = await run(['migrate']);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('✓ 002_agents');
    expect(stdout).not.toContain('003');
    expect(stderr).toContain('✗ 003_broken failed at statement 1 of 1');
    expect(stderr).toContain('migrations/003_broken.sql:4:8');
    expect(stderr).toContain('  > 4 |   nope nothing\n      |        ^\n');
    expect(stderr).toContain('ERROR 42704 (undefined_object): type "nothing" does not exist');
    expect(stderr).toContain('What to do');
    expect(stderr).toMatch(/Rolled back: nothing of 003_broken was kept\. The 2 migrations applied before it/);
    expect(stderr).not.toContain(password);
    expect(await query("select to_regclass('users') is not null as users, to_regclass('agents') as agents")).toEqual([
      { users: true, agents: null },
    ]);
  });

  test('shows the place in a file that cannot be split, before anything has run', async () => {
    const { run, query } = await project({ ...two, '003_open.sql': "select 1;\nselect 'open;\n" });
    const { exitCode, stderr } = await run(['migrate']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('migrations/003_open.sql:2:8');
    expect(stderr).toContain("  > 2 | select 'open;\n      |        ^\n");
    expect(await query("select to_regclass('users') as users")).toEqual([{ users: null }]);
  });

  test('names what a file declares, swallowed and did not make, unless it is told not to ask', async () => {
    const hidden = 'do $$ begin\n  create table agents (id nothing);\nexception when others then null;\nend $$;';
    const { run } = await project({ '001_hidden.sql': hidden });
    const { exitCode, stderr } = await run(['migrate']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('migrations/001_hidden.sql:2:16');
    expect(stderr).toContain(
      'ERROR PB001: declared, and not there: table agents (the error was swallowed by the EXCEPTION block in line 3)',
    );
    expect(await run(['migrate'], { PLUMBLINE_CHECK_DECLARED: '1' })).toMatchObject({ exitCode: 1 });
    expect(await run(['migrate', '--no-check-declared'])).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test('the variable switches the question off too', async () => {
    const { run } = await project({
      '001_hidden.sql': 'do $$ begin create table a (id nothing); exception when others then null; end $$;',
    });
    expect(await run(['migrate'], { PLUMBLINE_CHECK_DECLARED: 'off' })).toMatchObject({ exitCode: 0 });
  });

  test('--dry-run says what would run and changes nothing', async () => {
    const { run, query } = await project(two);
    const { exitCode, stdout } = await run(['migrate', '--dry-run']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^· 001_users\n· 002_agents\n\n2 migrations would run; nothing was changed/);
    expect(await query("select to_regclass('users') as users, to_regnamespace('plumbline') as history")).toEqual([
      { users: null, history: null },
    ]);
  });

  test('--to stops after a migration and says what is left', async () => {
    const { run } = await project(two);
    expect((await run(['migrate', '--to', '001'])).stdout).toContain(
      '1 migration applied, 2 statements; 1 still pending',
    );
    const unknown = await run(['migrate', '--to', '009']);
    expect(unknown.exitCode).toBe(2);
    expect(unknown.stderr).toContain('no migration "009"');
  });

  test('goes by flag, then variable, then configuration file', async () => {
    const { run, query } = await project({
      '001_users.sql': 'create table if not exists users (id int);',
      'plumbline.config.json': '{ "schema": "from_file" }',
    });
    const histories = async (): Promise<string[]> => {
      const rows = await query<{ name: string }>("select nspname as name from pg_namespace where nspname ~ '^from_'");
      return rows.map(({ name }) => name).sort();
    };
    await run(['migrate', '--schema', 'from_flag'], { PLUMBLINE_SCHEMA: 'from_variable' });
    expect(await histories()).toEqual(['from_flag']);
    await run(['migrate'], { PLUMBLINE_SCHEMA: 'from_variable' });
    expect(await histories()).toEqual(['from_flag', 'from_variable']);
    await run(['migrate'], { PLUMBLINE_SCHEMA: '' });
    expect(await histories()).toEqual(['from_file', 'from_flag', 'from_variable']);
  });

  test('takes another directory, and refuses one that is not there', async () => {
    const { run } = await project({ ...two });
    const { stdout } = await run(['migrate', '--dry-run', '--dir', './migrations/../migrations']);
    expect(stdout).toContain('001_users');
    const missing = await run(['migrate', '--dir', 'elsewhere']);
    expect(missing.exitCode).toBe(2);
    expect(missing.stderr).toContain('elsewhere');
  });

  test('exits with 6 when a file was edited after it was applied', async () => {
    const { run, write } = await project(two);
    await run(['migrate']);
    write({ '001_users.sql': 'create table users (id bigint primary key);' });
    const { exitCode, stderr } = await run(['migrate']);
    expect(exitCode).toBe(6);
    expect(stderr).toContain('001_users');
  });

  test('takes PGHOST and its like when no URL is set', async () => {
    const { run, url } = await project(two);
    const { hostname, port, username, password, pathname } = new URL(url);
    const env = {
      DATABASE_URL: undefined,
      PGHOST: hostname,
      PGPORT: port,
      PGUSER: username,
      PGPASSWORD: decodeURIComponent(password),
      PGDATABASE: pathname.slice(1),
    };
    expect(await run(['migrate'], env)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('2 migrations applied'),
    });
  });

  test('prefers MIGRATION_DATABASE_URL to DATABASE_URL, and --url to both', async () => {
    const { run, url } = await project(two);
    const nowhere = 'postgres://nobody:hidden@127.0.0.1:1/nowhere';
    const quick = ['--connect-wait', '0'];
    expect((await run(['status', ...quick], { DATABASE_URL: nowhere, MIGRATION_DATABASE_URL: url })).exitCode).toBe(0);
    expect((await run(['status', '--url', url, ...quick], { MIGRATION_DATABASE_URL: nowhere })).exitCode).toBe(0);
    const refused = await run(['status', ...quick], { MIGRATION_DATABASE_URL: nowhere });
    expect(refused.exitCode).toBe(75);
    expect(refused.stderr).toContain('127.0.0.1:1');
    expect(refused.stderr).not.toContain('hidden');
  });
});

describe('colours', () => {
  const colour = '\u001b[';

  test('are for terminals, unless FORCE_COLOR asks for them; NO_COLOR always wins', async () => {
    const { run } = await project({ ...two, ...broken });
    const plain = await run(['migrate']);
    expect(plain.stdout + plain.stderr).not.toContain(colour);
    const forced = await run(['migrate'], { FORCE_COLOR: '1' });
    expect(forced.stderr).toContain(colour);
    const refused = await run(['migrate'], { FORCE_COLOR: '1', NO_COLOR: '1' });
    expect(refused.stderr).not.toContain(colour);
  });
});

describe('--json', () => {
  test('prints one document on standard output and the account on standard error', async () => {
    const { run } = await project(two);
    const { exitCode, stdout, stderr } = await run(['migrate', '--json']);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('✓ 001_users');
    const document = JSON.parse(stdout);
    expect(Object.keys(document)).toEqual([
      'command',
      'ok',
      'exitCode',
      'dryRun',
      'database',
      'serverVersion',
      'applied',
      'skipped',
      'pending',
      'failed',
      'conflicts',
      'warnings',
      'error',
      'durationMs',
    ]);
    expect(document).toMatchObject({
      command: 'migrate',
      ok: true,
      exitCode: 0,
      database: {
        host: expect.any(String),
        port: expect.any(Number),
        database: expect.any(String),
        user: expect.any(String),
      },
      applied: [
        { name: '001_users', statements: 2, notices: [] },
        { name: '002_agents', notices: [{ severity: 'NOTICE', message: 'seeding' }, { severity: 'WARNING' }] },
      ],
      failed: null,
      error: null,
    });
  });

  test('holds the failure, its place and its diagnosis', async () => {
    const { run, password } = await project({ ...two, ...broken });
    const { exitCode, stdout } = await run(['migrate', '--json']);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      exitCode: 1,
      applied: [{ name: '001_users' }, { name: '002_agents' }],
      pending: ['003_broken'],
      failed: {
        name: '003_broken',
        position: { file: 'migrations/003_broken.sql', line: 4, column: 8 },
        failure: { sqlstate: '42704' },
        diagnosis: { code: 'undefined-object' },
      },
      error: { code: 'migration-failed', remedy: expect.any(Array) },
    });
    expect(stdout).not.toContain(password);
  });

  test('is a document too when the settings are wrong', async () => {
    const { run } = await project(two);
    const { exitCode, stdout } = await run(['migrate', '--json', '--lock-wait', 'long']);
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      command: 'migrate',
      ok: false,
      exitCode: 2,
      error: { code: 'invalid-options' },
    });
    expect(JSON.parse((await run(['migrate', '--json', '--nope'])).stdout)).toMatchObject({ exitCode: 2 });
  });
});
