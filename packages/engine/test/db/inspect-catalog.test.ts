import { expect, test } from 'vitest';
import { readCatalog } from '../../src/catalog/read-catalog.ts';
import { readSequencePositions } from '../../src/catalog/read-sequence-positions.ts';
import { inspectCatalog } from '../../src/verify/inspect-catalog.ts';
import { scratch } from './scratch.ts';

/** Each case: what a migration makes, and the faults that are found, as `severity code identity`. */
const cases: readonly (readonly [name: string, sql: string, found: readonly string[]])[] = [
  [
    'a schema without a fault',
    `create table users (id serial primary key, email text unique, manager_id int references users);
     create index on users (manager_id);
     create table posts (id bigint generated always as identity primary key, user_id int not null references users, gmail_id text);
     create index on posts (user_id, id);`,
    [],
  ],
  [
    'a uuid column that seems to refer to an integer key',
    'create table users (id serial primary key); create table posts (id int primary key, user_id uuid);',
    ['major reference-type-mismatch column public.posts.user_id'],
  ],
  [
    'an integer column that no foreign key holds, also by the plural in -ies',
    'create table companies (id int primary key); create table posts (id int primary key, company_id bigint);',
    ['info key-like-column-without-foreign-key column public.posts.company_id'],
  ],
  [
    'a foreign key from integer to bigint, without an index',
    'create table users (id bigint primary key); create table posts (id int primary key, user_id int references users);',
    [
      'minor foreign-key-type-mismatch constraint posts_user_id_fkey on public.posts',
      'minor foreign-key-without-index constraint posts_user_id_fkey on public.posts',
    ],
  ],
  [
    'texts of several lengths are joined without a word',
    'create table users (id varchar(20) primary key); create table posts (id int primary key, user_id text references users unique);',
    [],
  ],
  [
    'an index twice, once behind a unique constraint, once partial',
    `create table users (id int primary key, email text unique, deleted_at date);
     create index users_email on users (email);
     create index a on users (deleted_at) where deleted_at is not null;
     create index b on users (deleted_at) where deleted_at is not null;
     create index c on users (deleted_at desc);`,
    ['minor duplicate-index index public.b', 'minor duplicate-index index public.users_email'],
  ],
  [
    'a constraint that was never validated',
    'create table users (id int primary key, age int); alter table users add constraint adult check (age > 17) not valid;',
    ['major constraint-not-validated constraint adult on public.users'],
  ],
  [
    'an integer key that has used three quarters of its numbers, and a bigint one that has not',
    `create table users (id serial primary key); create table posts (id bigserial primary key);
     select setval('users_id_seq', 1610612736), setval('posts_id_seq', 1610612736);`,
    ['major key-near-exhaustion sequence public.users_id_seq'],
  ],
  [
    'a bigint sequence whose column is smallint',
    `create table users (id smallint primary key); create sequence counter owned by users.id; select setval('counter', 30000);`,
    ['critical key-near-exhaustion sequence public.counter'],
  ],
  [
    'a partition has what its table has, and is not looked at twice',
    `create table users (id int primary key);
     create table logs (at date not null, user_id int references users) partition by range (at);
     create table logs_2026 partition of logs for values from ('2026-01-01') to ('2027-01-01');`,
    ['minor foreign-key-without-index constraint logs_user_id_fkey on public.logs'],
  ],
];

test.for(cases)('%s', async ([, sql, found]) => {
  const db = await scratch();
  await db.query(sql);
  const client = await db.connect();
  const live = await readCatalog(client);
  const findings = inspectCatalog(live, { positions: await readSequencePositions(client) });
  expect(findings.map(({ severity, code, identity }) => `${severity} ${code} ${identity}`)).toEqual(found);
  for (const { message, why, remedy } of findings)
    expect([message, why, ...remedy].join(' ')).not.toMatch(/undefined|null/);
});

test('an index that was left half-built is found without knowing what should be', async () => {
  const db = await scratch();
  await db.query('create table t (a int)');
  await db.query('insert into t values (1), (1)');
  await expect(db.query('create unique index concurrently t_a on t (a)')).rejects.toThrow(
    'could not create unique index',
  );
  const findings = inspectCatalog(await readCatalog(await db.connect()));
  expect(findings).toMatchObject([{ code: 'index-invalid', severity: 'major', identity: 'index public.t_a' }]);
});

test('an index that was left half-built makes no other one superfluous', async () => {
  const db = await scratch();
  await db.query('create table t (a int); create index good on t (a); insert into t values (1), (1)');
  await expect(db.query('create unique index concurrently half on t (a)')).rejects.toThrow(
    'could not create unique index',
  );
  const findings = inspectCatalog(await readCatalog(await db.connect()));
  expect(findings.map(({ code, identity }) => [code, identity])).toEqual([['index-invalid', 'index public.half']]);
});

test('a sequence that somebody has locked is not waited for', async () => {
  const db = await scratch();
  await db.query("create sequence s; select nextval('s')");
  const other = await db.connect();
  await other.query('begin; alter sequence s increment 2');
  const started = performance.now();
  expect(await readSequencePositions(await db.connect())).toBe(null);
  expect(performance.now() - started).toBeLessThan(3_000);
});
