import { describe, expect, test } from 'vitest';
import { type Replay, replay } from '../../src/expect/replay.ts';
import { migrationsFrom } from '../../src/source/read-migrations.ts';
import { scratch } from './scratch.ts';

type Files = Readonly<Record<string, string>>;

async function replayed(files: Files, options: Partial<Parameters<typeof replay>[0]> = {}): Promise<Replay> {
  const { url } = await scratch();
  const migrations = migrationsFrom(Object.entries(files).map(([name, sql]) => ({ name, sql })));
  return replay({ url, migrations, ...options });
}

/** `001_a.sql:3`, the place that made an object. */
function madeAt({ origins }: Replay, identity: string): string | undefined {
  const origin = origins.get(identity);
  return origin === undefined ? undefined : `${origin.file}:${origin.line}`;
}

describe('a replay', () => {
  test('knows the statement that made each object, columns and constraints too', async () => {
    const done = await replayed({
      '001_users.sql': `-- the people
create table users (id int primary key, mail text unique);
create index users_mail on users (lower(mail));
create function touch() returns trigger language plpgsql as $$ begin return new; end; $$;
create trigger touched before update on users for each row execute function touch();`,
      '002_orders.sql': `begin;
create table orders (id int primary key, user_id int references users);
alter table users add column age int check (age > 0);
commit;`,
    });
    expect(done.catalog.objects.filter((object) => object.kind === 'column')).toHaveLength(5);
    expect(madeAt(done, 'column public.users.mail')).toBe('001_users.sql:2');
    expect(madeAt(done, 'constraint users_mail_key on public.users')).toBe('001_users.sql:2');
    expect(madeAt(done, 'index public.users_mail')).toBe('001_users.sql:3');
    expect(madeAt(done, 'function public.touch()')).toBe('001_users.sql:4');
    expect(madeAt(done, 'trigger touched on public.users')).toBe('001_users.sql:5');
    expect(madeAt(done, 'constraint orders_user_id_fkey on public.orders')).toBe('002_orders.sql:2');
    expect(madeAt(done, 'column public.users.age')).toBe('002_orders.sql:3');
    expect(madeAt(done, 'constraint users_age_check on public.users')).toBe('002_orders.sql:3');
    // All but the schema public and plpgsql, which every database has.
    expect(done.origins.size).toBe(done.catalog.objects.length - 2);
    // Once before the files, once for each file, and once since two statements are about `users`.
    expect(done.readings).toBeLessThanOrEqual(4);
  });

  test('tells what a DO block, a function and a query made', async () => {
    const done = await replayed({
      '001.sql': `create table a (id int);
do $$ begin execute 'create table b (id int)'; execute 'create index a_id on a (id)'; end $$;
create function make() returns void language plpgsql as $$ begin execute 'create table c (id int)'; end; $$;
select make();
create table d (id int);`,
    });
    expect(madeAt(done, 'table public.b')).toBe('001.sql:2');
    expect(madeAt(done, 'index public.a_id')).toBe('001.sql:2');
    expect(madeAt(done, 'table public.c')).toBe('001.sql:4');
    expect(madeAt(done, 'table public.d')).toBe('001.sql:5');
  });

  test('tells who changed what, and what became of what was dropped', async () => {
    const done = await replayed({
      '001.sql': 'create table a (id int, note text);\ncreate table gone (id int);',
      '002.sql': 'alter table a alter note type varchar(9);\ndrop table gone;\ncreate view v as select id from a;',
      '003.sql': 'drop table a cascade;\ncreate table a (id bigint);',
    });
    expect(done.revisions.size).toBe(0);
    expect(done.changes.map(({ line, created, changed, dropped }) => [line, created.length, changed, dropped])).toEqual(
      [
        [1, 3, [], []],
        [2, 2, [], []],
        [1, 0, ['column public.a.note'], []],
        [2, 0, [], ['table public.gone', 'column public.gone.id']],
        [3, 1, [], []],
        [1, 0, [], ['table public.a', 'column public.a.id', 'column public.a.note', 'view public.v']],
        [2, 2, [], []],
      ],
    );
    expect(madeAt(done, 'column public.a.id')).toBe('003.sql:2');
    expect(done.origins.has('view public.v')).toBe(false);
  });

  test('keeps what changed an object last beside what made it', async () => {
    const done = await replayed({
      '001.sql': 'create table a (id int);',
      '002.sql': 'alter table a alter id type bigint;',
      '003.sql': 'alter table a alter id set not null;',
    });
    expect(madeAt(done, 'column public.a.id')).toBe('001.sql:1');
    expect(done.revisions.get('column public.a.id')).toMatchObject({ migration: '003', line: 1 });
  });

  test('runs stepwise files, placeholders and the data of COPY', async () => {
    const done = await replayed(
      {
        '001.sql': 'create table a (id int);\ncopy a from stdin;\n1\n2\n\\.\ncreate table ${name} (id int);',
        '002.sql': '-- plumbline: no-transaction\nset lock_timeout = 0;\ncreate index concurrently a_id on a (id);',
        '003.sql': "do $$ begin if (select count(*) from a) <> 2 then raise 'rows'; end if; end $$;",
      },
      { placeholders: { name: 'filled' } },
    );
    expect(madeAt(done, 'index public.a_id')).toBe('002.sql:3');
    expect(madeAt(done, 'table public.filled')).toBe('001.sql:6');
  });

  test('leaves the search path and the role of a file as they are between its statements', async () => {
    const done = await replayed({
      '001.sql': 'create schema app;\nset local search_path = app;\ncreate table a (id int);\ncreate table b (id int);',
    });
    expect(madeAt(done, 'table app.b')).toBe('001.sql:4');
  });
});

describe('statements that did nothing', () => {
  test('IF NOT EXISTS that met another shape', async () => {
    const files = {
      '001.sql': 'create table m (id int primary key, name text, old int);',
      '002.sql': 'create table if not exists m (id bigint primary key, name text, value numeric not null);',
    };
    await expect(replayed(files)).rejects.toMatchObject({
      code: 'replay-failed',
      message: expect.stringContaining('column value is missing'),
    });
    const done = await replayed(files, { checkDeclared: false });
    expect(done.remarks).toMatchObject([
      { kind: 'already-there', migration: '002', line: 1, message: 'relation "m" already exists: nothing was made' },
    ]);
    expect(done.remarks[0]?.differences.join('\n')).toContain('column public.m.value is missing');
    expect(done.remarks[0]?.differences.join('\n')).toContain('column public.m.old is not in the statement');
    expect(done.remarks[0]?.differences.some((one) => one.startsWith('column public.m.id has'))).toBe(true);
    expect(done.remarks[0]?.differences.join('\n')).not.toContain('public.m.name');
    expect(madeAt(done, 'table public.m')).toBe('001.sql:1');
  });

  test('IF NOT EXISTS that met what it would have made', async () => {
    const done = await replayed({
      '001.sql': `create table m (id serial primary key, name text);
create table if not exists m (id serial primary key, name text);
create index i on m (name);
create index if not exists i on m (name);
alter table m add column if not exists name text;`,
    });
    expect(done.remarks.map(({ line, kind, differences }) => [line, kind, differences])).toEqual([
      [2, 'already-there', []],
      [4, 'already-there', []],
      [5, 'already-there', []],
    ]);
    expect(madeAt(done, 'index public.i')).toBe('001.sql:3');
  });

  test('indexes, columns and materialized views of another shape', async () => {
    const done = await replayed({
      '001.sql': `create table m (id int, name text);
create index i on m (name);
create index if not exists i on m (id);
alter table m add column if not exists id bigint;
create table other (id int);`,
    });
    expect(done.remarks.map(({ line, differences }) => [line, differences.length])).toEqual([
      [3, 1],
      [4, 1],
    ]);
    expect(madeAt(done, 'table public.other')).toBe('001.sql:5');
  });

  test('DROP ... IF EXISTS of nothing, and of something', async () => {
    const done = await replayed({
      '001.sql': `create table a (id int);
drop table if exists b;
drop trigger if exists t on a;
alter table a drop column if exists c;
drop table if exists a;`,
    });
    expect(done.remarks.map(({ line, kind }) => [line, kind])).toEqual([
      [2, 'nothing-to-drop'],
      [3, 'nothing-to-drop'],
      [4, 'nothing-to-drop'],
    ]);
    expect(done.catalog.objects.map(({ kind }) => kind).sort()).toEqual(['extension', 'schema']);
  });

  test('errors that an EXCEPTION block swallowed, when it says so', async () => {
    const done = await replayed({
      '001.sql': `create table a (id int);
do $$ begin insert into a select 1 / 0; exception when others then raise notice 'lost: %', sqlerrm; end $$;
do $$ begin raise notice 'no handler here'; end $$;`,
    });
    expect(done.remarks).toMatchObject([
      { kind: 'swallowed-error', line: 2, message: expect.stringContaining('lost: division by zero') },
    ]);
  });
});

describe('a replay that cannot be', () => {
  test('says which statement of which file does not run, and why', async () => {
    const files = {
      '001.sql': 'create table users (id int primary key);',
      '002.sql': '\ncreate table agents (id int, user_id uuid references users (id));',
    };
    await expect(replayed(files)).rejects.toMatchObject({
      code: 'replay-failed',
      message: expect.stringContaining('002.sql:2:'),
      details: { failed: { diagnosis: { code: 'foreign-key-type-mismatch' } } },
    });
  });

  test('a swallowed declaration fails as it does with the runner', async () => {
    const sql = `do $$ begin create table x (id int references nobody); exception when others then null; end $$;`;
    await expect(replayed({ '001.sql': sql })).rejects.toMatchObject({
      code: 'replay-failed',
      message: expect.stringContaining('table x'),
    });
  });

  test('a deferred constraint fails at the commit', async () => {
    const sql = `create table a (id int primary key, of int references a deferrable initially deferred);
insert into a values (1, 2);`;
    await expect(replayed({ '001.sql': sql })).rejects.toMatchObject({
      code: 'replay-failed',
      message: expect.stringContaining('at its commit'),
    });
  });

  test('a database with something in it is refused', async () => {
    const own = await scratch();
    await own.query('create table mine (id int)');
    await expect(replay({ url: own.url, migrations: [] })).rejects.toMatchObject({
      code: 'scratch-unavailable',
      message: expect.stringContaining('table "mine"'),
    });
  });
});
