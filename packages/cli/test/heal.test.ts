import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { build, type Project, project } from './command-line.ts';

beforeAll(build);

const files = {
  '001_users.sql': `create type mood as enum ('a', 'b');
create table users (id int primary key, email text not null unique, kind mood, age int check (age > 0));
create index users_age on users (age);`,
  '002_orders.sql': `create table orders (id int primary key, user_id int references users (id));
create function touch() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger touch before update on orders for each row execute function touch();
create view old as select id, age from users where age > 50;`,
};

const drift = `drop index users_age; alter table users drop constraint users_age_check, drop constraint users_email_key;
alter table users alter email drop not null; drop trigger touch on orders; alter table orders drop constraint orders_user_id_fkey;
create or replace view old as select id, age from users where age > 60; create table besides (id int)`;

/** A database that was migrated and filled, and changed by somebody since. */
async function drifted(sql: string): Promise<Project> {
  const own = await project(files);
  await own.run(['migrate']);
  await own.query(`insert into users values (1, 'x', 'a', 5), (2, 'y', 'b', 70); insert into orders values (1, 1)`);
  await own.query(sql);
  return own;
}

const heal = (own: Project, ...words: readonly string[]): ReturnType<Project['run']> =>
  own.run(['heal', '--shadow-url', own.url, ...words]);

test('heal writes two files: what is short in one transaction, what reads tables without blocking; migrate runs them', async () => {
  const own = await drifted(drift);
  const { exitCode, stdout, stderr } = await heal(own);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toContain(
    '✓ migrations/003_heal_1.sql is written\n✓ migrations/004_heal_1_without_blocking.sql is written',
  );
  const first = readFileSync(join(own.directory, 'migrations/003_heal_1.sql'), 'utf8');
  expect(first).toMatch(/^-- plumbline: lock-timeout 3s\n/);
  expect(first).toContain('--   major: ');
  expect(first).toContain('NOT VALID');
  expect(first).not.toContain('VALIDATE CONSTRAINT');
  const second = readFileSync(join(own.directory, 'migrations/004_heal_1_without_blocking.sql'), 'utf8');
  expect(second).toContain('CREATE INDEX CONCURRENTLY IF NOT EXISTS "users_age"');
  expect(second).toContain('CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "users_email_key"');
  expect(second).toContain('VALIDATE CONSTRAINT "orders_user_id_fkey"');
  const run = await own.run(['migrate']);
  expect({ exitCode: run.exitCode, stderr: run.stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect((await heal(own)).stdout).toContain('Nothing to repair');
  expect(await own.query('select count(*)::int from users')).toEqual([{ count: 2 }]);
  // And on a database that never drifted they change nothing.
  const fresh = await project({ ...files, '003_heal_1.sql': first, '004_heal_1_without_blocking.sql': second });
  expect((await fresh.run(['migrate'])).exitCode).toBe(0);
});

test('heal --apply repairs at once and says so in the history; --dry-run does nothing', async () => {
  const own = await drifted(drift);
  expect((await heal(own, '--dry-run')).stdout).toContain(
    'Nothing was changed. Without --dry-run 2 migration files would be written.',
  );
  const { exitCode, stdout } = await heal(own, '--apply');
  expect(exitCode).toBe(0);
  expect(stdout).toContain('Left alone, since no migration makes it:\n  table public.besides');
  expect(stdout).toMatch(/Findings before: .*major.*; after: 2? ?.*info/);
  const [row] = await own.query<{ changes: readonly string[] }>(
    `select changes from plumbline.history where name = '001_users'`,
  );
  expect(row?.changes.join('\n')).toContain('healed: CREATE INDEX "users_age"');
  expect((await heal(own, '--apply')).stdout).toContain('Nothing to repair');
});

test('where all is well it says so in one line', async () => {
  const own = await drifted('select 1');
  const { exitCode, stdout } = await heal(own);
  expect({ exitCode, stdout }).toEqual({
    exitCode: 0,
    stdout: '✓ Nothing to repair: the schema is what its migrations made.\n',
  });
});

test('rows that stand in the way stop it, and files that were edited do', async () => {
  const own = await drifted(
    `alter table users drop constraint users_age_check; update users set age = -1 where id = 2`,
  );
  const stopped = await heal(own);
  expect(stopped.exitCode).toBe(4);
  expect(stopped.stdout).toContain(
    'constraint users_age_check on public.users cannot be made: 1 row of public.users has values that it refuses: id 2.',
  );
  own.write({ '001_users.sql': 'create table users ();' });
  expect((await heal(own)).exitCode).toBe(6);
});
