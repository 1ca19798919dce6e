import { beforeAll, expect, test } from 'vitest';
import { build, type Project, project } from './command-line.ts';

beforeAll(build);

const files = {
  '001_users.sql':
    'create table users (id int primary key, email text not null unique);\ncreate index on users (email);',
  '002_orders.sql': `create table orders (id int primary key, user_id int references users (id), total int not null);
create view big as select id from orders where total > 100;`,
  '003_kinds.sql': `create table kinds (name text primary key);\ninsert into kinds values ('a'), ('b');`,
};

/** @param sql what something else has made of the database */
async function existing(sql: string, more: Readonly<Record<string, string>> = {}): Promise<Project> {
  const own = await project({ ...files, ...more });
  await own.query(sql);
  return own;
}

const adopt = (own: Project, ...words: readonly string[]): ReturnType<Project['run']> =>
  own.run(['adopt', '--shadow-url', own.url, ...words]);

test('adopt shows evidence and plan, and changes nothing; --apply does it, and a second run finds nothing to do', async () => {
  const own = await existing(
    'create table users (id int primary key, email text not null); create table other (id int)',
  );
  const shown = await adopt(own);
  expect({ exitCode: shown.exitCode, stderr: shown.stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(shown.stdout).toContain(
    'partial     001_users  0 of 2 statements; without constraint users_email_key on public.users',
  );
  expect(shown.stdout).toContain(
    '    make  ALTER TABLE "public"."users" ADD CONSTRAINT "users_email_key" UNIQUE ("email")',
  );
  expect(shown.stdout).toContain('  003_kinds\n    run   all of it, 2 statements');
  expect(shown.stdout).toContain('Left alone, since no migration makes it:\n  table public.other');
  expect(shown.stdout).toContain('Nothing was changed. To do this and record 3 migrations: plumbline adopt --apply');
  expect(await own.query("select to_regnamespace('plumbline') as found")).toEqual([{ found: null }]);
  const done = await adopt(own, '--apply');
  expect(done.exitCode).toBe(0);
  expect(done.stdout).toContain('3 migrations recorded as applied');
  expect(await own.query('select count(*)::int from kinds')).toEqual([{ count: 2 }]);
  const [row] = await own.query<{ changes: readonly string[] }>(
    `select changes from plumbline.history where name = '001_users'`,
  );
  expect(row?.changes.join('\n')).toMatch(/healed by adopt in 2 steps \(partial\)\n.*adopt/);
  expect((await own.run(['migrate'])).stdout).toContain('Nothing to do');
  const again = await adopt(own, '--apply', '--json');
  expect(JSON.parse(again.stdout)).toMatchObject({
    ...{ command: 'adopt', ok: true, steps: [], recorded: [] },
    findings: { before: [{ severity: 'info' }] },
  });
  for (const { stdout } of [{ stdout: again.stderr }, await adopt(own)]) {
    expect(stdout).toContain('✓ Nothing to do: all 3 migrations are in the history, and the schema is what they say.');
  }
});

test('rows that stand against a constraint are counted and named, and nothing is changed', async () => {
  const own = await existing(`create table users (id int primary key, email text not null);
    insert into users values (1, 'x'), (2, 'x'), (3, 'y');
    create table orders (id int primary key, user_id int, total int);
    insert into orders values (10, 1, 5), (11, 77, 5), (12, 3, null)`);
  const { exitCode, stdout, stderr } = await adopt(own, '--apply', '--json');
  expect(exitCode).toBe(4);
  expect(stderr).toContain('Nothing was changed.');
  const { error, obstacles } = JSON.parse(stdout);
  expect(error.code).toBe('decision-needed');
  const told = obstacles.map(({ identity, rows }: { identity: string; rows: unknown }) => [identity, rows]);
  expect(told.toSorted()).toEqual([
    ['column public.orders.total', { count: 1, samples: ['12'] }],
    ['constraint orders_user_id_fkey on public.orders', { count: 1, samples: ['11'] }],
    ['constraint users_email_key on public.users', { count: 2, samples: ['1', '2'] }],
  ]);
  expect(await own.query("select to_regclass('kinds') as found")).toEqual([{ found: null }]);
});

test('values that would not survive another type need the word of a person', async () => {
  const own =
    await existing(`create table users (id int primary key, email text not null unique); create index on users (email);
    create table orders (id int primary key, user_id int references users (id), total numeric not null);
    insert into orders values (1, null, 1.5), (2, null, 3)`);
  const asked = await adopt(own, '--apply');
  expect(asked.exitCode).toBe(4);
  expect(asked.stdout).toContain(
    'column public.orders.total is numeric and should be integer, and its values would not stay what they are',
  );
  expect(await own.query('select total::text from orders order by id')).toEqual([{ total: '1.5' }, { total: '3' }]);
  const done = await adopt(own, '--apply', '--allow', 'column public.orders.total');
  expect({ exitCode: done.exitCode, stderr: done.stderr }).toEqual({
    exitCode: 1,
    stderr: expect.stringContaining('invalid input syntax'),
  });
  await own.query('update orders set total = round(total)');
  expect((await adopt(own, '--apply')).exitCode).toBe(0);
  expect(await own.query('select total from orders order by id')).toEqual([{ total: 2 }, { total: 3 }]);
});

test('a migration that is data alone is for a person, unless another tool recorded it', async () => {
  const more = { '004_more.sql': `insert into kinds values ('c');`, '005_end.sql': 'create table ends (id int);' };
  const made = `${Object.values(files).join(';\n')}; create table ends (id int)`;
  const own = await existing(made, more);
  const asked = await adopt(own);
  expect(asked.exitCode).toBe(4);
  expect(asked.stdout).toContain('004_more changes data alone: nothing in the database tells whether it ran.');
  expect((await adopt(own, '--run', '004_more')).stdout).toContain('  004_more\n    run   all of it, 1 statement');
  expect((await adopt(own, '--ran', '004_more')).exitCode).toBe(0);
  await own.query(`create table pgmigrations (id serial primary key, name varchar(255) not null, run_on timestamp not null);
    insert into pgmigrations (name, run_on) select n, now() from unnest(array['001_users', '002_orders', '003_kinds', '004_more', '005_end', 'gone']) n`);
  const told = await adopt(own, '--apply');
  expect(told.exitCode).toBe(0);
  expect(told.stdout).toContain(
    'node-pg-migrate kept a history in public.pgmigrations: it tells of 5 files of these, 1 row about none.',
  );
  expect(await own.query('select count(*)::int from kinds')).toEqual([{ count: 2 }]);
});

test('what no migration makes is dropped when it is named, and not otherwise', async () => {
  const own = await existing(
    `${Object.values(files).join(';\n')}; create table other (id int); alter table orders add column old text`,
  );
  const done = await adopt(own, '--apply', '--allow', 'column public.orders.old');
  expect(done.exitCode).toBe(0);
  const names = await own.query(
    `select attname from pg_attribute where attrelid = 'orders'::regclass and attname = 'old'`,
  );
  expect(names).toEqual([]);
  expect(await own.query("select to_regclass('other')::text as found")).toEqual([{ found: 'other' }]);
});
