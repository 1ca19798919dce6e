import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTestDatabase } from '@plumbline/testkit/vitest';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { build, type Project, project } from './command-line.ts';

beforeAll(build);

const files = {
  '001_users.sql': 'create table users (id serial primary key, mail text not null);',
  '002_orders.sql': `-- What somebody bought.
create table orders (id int primary key, user_id int references users);
create index orders_user_id on orders (user_id);`,
};

async function migrated(): Promise<Project> {
  const own = await project(files);
  await own.run(['snapshot', '--shadow-url', own.url]);
  expect((await own.run(['migrate'])).exitCode).toBe(0);
  return own;
}

describe('plumbline verify', () => {
  test('says that all is well', async () => {
    const own = await migrated();
    const { exitCode, stdout, stderr } = await own.run(['verify']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/^✓ The schema is what the migrations say \(.*compared with the snapshot, .*\)\n$/);
    expect(stdout).not.toContain(own.password);
  });

  test('says what is missing, where it was made, what breaks and what to do', async () => {
    const own = await migrated();
    await own.query('alter table users drop column mail');
    await own.query('drop table orders');
    const { exitCode, stdout } = await own.run(['verify']);
    expect(exitCode).toBe(4);
    expect(stdout).toContain(
      '✗ Table public.orders is not there.\n    migrations/002_orders.sql:2  critical, missing-relation\n',
    );
    expect(stdout).toContain(
      '✗ Column public.users.mail is not there.\n    migrations/001_users.sql:1  critical, missing-column\n',
    );
    expect(stdout).toContain('    → ALTER TABLE public.users ADD COLUMN mail text');
    expect(stdout).toMatch(/✗ 2 findings: 2 critical \(/);
  });

  test('tells apart what plumbline.config.json allows, says what is not allowed any more, and refuses what it does not know', async () => {
    const own = await migrated();
    await own.query('alter table users drop column mail; drop index orders_user_id');
    const config = (allow: unknown) =>
      writeFileSync(join(own.directory, 'plumbline.config.json'), JSON.stringify({ allow }));
    config([
      { code: 'missing-column', object: 'column public.users.*', reason: 'on its way out' },
      { object: 'index public.orders_user_id', reason: 'until the load is over', until: '2026-01-31' },
    ]);
    const { exitCode, stdout } = await own.run(['verify']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      '! Since 2026-01-31 this is not allowed any more: index public.orders_user_id (until the load is over).',
    );
    expect(stdout).toContain(
      '· 1 finding allowed by plumbline.config.json:\n    Column public.users.mail is not there.',
    );
    expect(stdout).toMatch(/1 finding: 1 minor/);
    config([{ code: 'mising-column', reason: 'typing' }]);
    const refused = await own.run(['verify']);
    expect([refused.exitCode, refused.stderr]).toEqual([
      2,
      expect.stringContaining('"mising-column", which no finding has'),
    ]);
  });

  test('tells many findings a kind at a time, and all of them when asked', async () => {
    const tables = Array.from({ length: 12 }, (_, index) => `create table t${index} (id int);`).join('\n');
    const own = await project({ '001_tables.sql': tables });
    await own.run(['snapshot', '--shadow-url', own.url]);
    const { stdout, exitCode } = await own.run(['verify']);
    expect(exitCode).toBe(4);
    expect(stdout).toContain('! This database has no history: it is compared with what the one migration makes.');
    expect(stdout).toContain(
      '✗ 12 × A table, view, materialized view or sequence is not there. critical, missing-relation\n',
    );
    expect(stdout).toContain('    migrations/001_tables.sql:2   table public.t1\n');
    expect(stdout).toContain('    and 9 more\n');
    expect(stdout).toContain('To repair it and give it a history: plumbline adopt.\n');
    expect(stdout).not.toContain('plumbline heal');
    const all = (await own.run(['verify', '--all'])).stdout;
    expect(all).toContain(
      '✗ Table public.t9 is not there.\n    migrations/001_tables.sql:10  critical, missing-relation\n',
    );
  });

  test('names what repairs many findings: heal where there is a history, and nothing between two databases', async () => {
    const tables = Array.from({ length: 12 }, (_, index) => `create table t${index} (id int);`).join('\n');
    const own = await project({ '001_tables.sql': tables });
    await own.run(['snapshot', '--shadow-url', own.url]);
    expect((await own.run(['migrate'])).exitCode).toBe(0);
    const before = await createTestDatabase();
    onTestFinished(() => before.drop());
    await own.query(`drop table ${Array.from({ length: 12 }, (_, index) => `t${index}`).join(', ')}`);
    const { stdout } = await own.run(['verify']);
    expect(stdout).toContain(
      'Each in full: --all, or --html <file>. The migration that repairs them: plumbline heal.\n',
    );
    await own.query(tables);
    const compared = await own.run(['diff', own.url, before.url]);
    expect(compared.stdout).toContain('Each in full: --all, or --html <file>.\n');
    // Of two databases there are no migrations to speak of, and none that heals.
    const more = await own.run(['diff', before.url, own.url]);
    expect(more.stdout).toContain(' × A table, view, materialized view or sequence is there that is not expected.');
    const expected = await own.run(['verify', '--expected', before.url]);
    expect(compared.stdout + more.stdout + expected.stdout).not.toMatch(/migration|heal/i);
  });

  test('fails from the severity on that is asked for', async () => {
    const own = await migrated();
    await own.query('drop index orders_user_id');
    expect((await own.run(['verify'])).exitCode).toBe(0);
    expect((await own.run(['verify', '--fail-on', 'minor'])).exitCode).toBe(4);
    expect((await own.run(['verify'], { PLUMBLINE_FAIL_ON: 'minor' })).exitCode).toBe(4);
    const wrong = await own.run(['verify', '--fail-on', 'worst']);
    expect(wrong.exitCode).toBe(2);
    expect(wrong.stderr).toContain('--fail-on is "worst": write critical, major, minor or info.');
  });

  test('says what is pending before anything else, and exits with 3 when that is all', async () => {
    const own = await migrated();
    own.write({ '003_bills.sql': 'create table bills (id int);' });
    await own.run(['snapshot', '--shadow-url', own.url]);
    const { exitCode, stdout } = await own.run(['verify']);
    expect(exitCode).toBe(3);
    expect(stdout).toContain('! 1 migration pending: plumbline migrate\n    003_bills will make table public.bills\n');
    expect(stdout).toContain('✓ The schema is what the migrations say');
    expect((await own.run(['verify', '--allow-pending'])).exitCode).toBe(0);
  });

  test('says that files and history disagree with 6', async () => {
    const own = await migrated();
    own.write({ '001_users.sql': `${files['001_users.sql']}\ncreate table more (id int);` });
    const { exitCode, stderr } = await own.run(['verify', '--expected', 'recorded']);
    expect(exitCode).toBe(6);
    expect(stderr).toContain('The files and the history disagree');
  });

  test('prints one JSON document, SARIF, and annotations with the place in the files', async () => {
    const own = await migrated();
    await own.query('drop table orders');
    const { stdout } = await own.run(['verify', '--json']);
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({
      ...{ command: 'verify', ok: false, exitCode: 4, source: 'snapshot', error: null },
      counts: { critical: 1, major: 0, minor: 0, info: 0 },
      findings: [{ code: 'missing-relation', origin: { file: 'migrations/002_orders.sql', line: 2, statement: 1 } }],
    });
    for (const large of ['live', 'expected']) expect(Object.keys(document)).not.toContain(large);
    const { stdout: sarif } = await own.run(['verify', '--format', 'sarif']);
    expect(JSON.parse(sarif).runs[0].results).toMatchObject([{ ruleId: 'missing-relation', level: 'error' }]);
    const { stdout: github } = await own.run(['verify', '--format', 'github']);
    expect(github).toContain(
      '::error file=migrations/002_orders.sql,line=2,title=missing-relation::Table public.orders',
    );
  });

  test('writes a page', async () => {
    const own = await migrated();
    await own.query('drop table orders');
    const { exitCode, stderr } = await own.run(['verify', '--html', 'report.html']);
    expect(exitCode).toBe(4);
    expect(stderr).toBe(`The page is in ${join(own.directory, 'report.html')}\n`);
    const page = readFileSync(join(own.directory, 'report.html'), 'utf8');
    expect(page).toContain('Table public.orders is not there.');
    expect(page).not.toContain(own.password);
    const nowhere = await own.run(['verify', '--html', 'no/such/place.html']);
    expect(nowhere).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('The page cannot be written') });
  });

  test('compares with a snapshot, a replay and another database', async () => {
    const own = await migrated();
    await own.query('create table extra (id int)');
    const args = ['verify', '--fail-on', 'info', '--expected'];
    expect((await own.run([...args, 'replay', '--shadow-url', own.url])).stdout).toContain(
      'a replay of the migrations',
    );
    expect((await own.run([...args, 'recorded'])).stdout).toContain('compared with what the last run recorded');
    const file = 'migrations/schema.snapshot.json';
    expect((await own.run([...args, file])).stdout).toContain('Table public.extra is there');
    const other = await createTestDatabase();
    onTestFinished(() => other.drop());
    const diff = await own.run(['diff', other.url, own.url]);
    expect(diff.exitCode).toBe(4);
    expect(diff.stdout).toContain('Table public.users is there, and the other database does not have it.');
    expect(diff.stdout).not.toMatch(/migration/i);
    expect(diff.stdout + diff.stderr).not.toContain(own.password);
    const same = await own.run(['diff', own.url, own.url]);
    expect(same).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('✓ The schemas are the same') });
    const nowhere = await own.run(['verify', '--expected', 'nothing.json']);
    expect(nowhere).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('there is no such file') });
  });
});

describe('plumbline snapshot', () => {
  test('writes, leaves alone what is right, and checks', async () => {
    const own = await project(files);
    const args = ['snapshot', '--shadow-url', own.url];
    const file = join(own.directory, 'migrations/schema.snapshot.json');
    expect(await own.run([...args, '--check'])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining(
        'migrations/schema.snapshot.json is not what the migrations make: there is no snapshot.',
      ),
    });
    expect((await own.run(args)).stdout).toMatch(/^✓ migrations\/schema\.snapshot\.json is written \(/);
    const text = readFileSync(file, 'utf8');
    expect((await own.run(args)).stdout).toContain('is what the migrations make');
    expect(readFileSync(file, 'utf8')).toBe(text);
    own.write({ '003_more.sql': 'create table more (id int);\ndrop table if exists nothing;' });
    const stale = await own.run([...args, '--check', '--json']);
    expect(stale.exitCode).toBe(1);
    expect(JSON.parse(stale.stdout)).toMatchObject({
      ...{ command: 'snapshot', ok: false, exitCode: 1, state: 'stale' },
      differences: ['003_more is not in it', 'table public.more is not in it', 'column public.more.id is not in it'],
      remarks: [{ kind: 'nothing-to-drop', line: 2 }],
      error: { code: 'snapshot-stale' },
    });
  });

  test('shows where the migrations do not run', async () => {
    const own = await project({ '001.sql': 'create table a (id int references nobody);' });
    // A role of its own tells its shadow database from those of other tests on the server.
    const shadow = new URL(own.url);
    shadow.username = `owner_${Math.random().toString(36).slice(2)}`;
    shadow.password = 'p';
    await own.query(`create role ${shadow.username} login createdb password 'p'`);
    onTestFinished(async () => {
      await own.query(`drop role ${shadow.username}`);
    });
    const { exitCode, stderr } = await own.run(['snapshot', '--shadow-url', shadow.href]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('The migrations do not run in an empty database: migrations/001.sql:1');
    expect(stderr).toContain('What to do');
    expect(await own.query(`select from pg_database where datdba = '${shadow.username}'::regrole`)).toEqual([]);
  });
});
