import type { Client } from 'pg';
import { expect, test } from 'vitest';
import { isSameName } from '../../src/locks/footprint.ts';
import { type LockMode, lockModes } from '../../src/locks/lock-mode.ts';
import { statementFootprint } from '../../src/locks/statement-footprint.ts';
import { split } from '../../src/splitter/index.ts';
import { locksHere } from './locks-here.ts';
import { scratch } from './scratch.ts';

const setup = `
create table target (id int primary key, code text unique);
create table t (id int primary key, n int, s varchar(10), ref int constraint t_ref references target, u int not null default 1);
insert into target values (1, 'a'); insert into t values (1, 1, 'x', 1, 1);
create index t_n on t (n); create unique index t_u on t (u);
alter table t add constraint t_check check (n > 0) not valid;
alter table t add constraint t_late foreign key (n) references target not valid;
create function f() returns trigger language plpgsql as 'begin return null; end';
create trigger t_trigger after insert on t for each row execute function f();
create rule t_rule as on delete to t do also select 1;
create policy t_policy on t;
create view v as select id from t; create materialized view m as select id from target; create unique index m_id on m (id);
create sequence q; create table parent (id int); create table child (id int) inherits (parent);
create table p (id int) partition by range (id); create table p1 partition of p for values from (0) to (9); create table free (id int);
`;

/** Statement, and relations that it locks beside those that its text tells, as its notes say. */
const cases: readonly (readonly [string, ...(readonly string[])])[] = [
  ['alter table t add column x int'],
  ['alter table t add x int default 7, add y timestamptz not null default now()'],
  ['alter table t add column x uuid default gen_random_uuid()'],
  ['alter table t add column x bigserial'],
  ['alter table t add column x int generated always as identity'],
  ['alter table t add column x int generated always as (n * 2) stored'],
  ['alter table t add column x int references target (id)'],
  ['alter table t add column x text default lower($$A$$)'],
  ['alter table t drop column s'],
  ['alter table t alter column n type bigint', 'target'],
  ['alter table t alter s type varchar(20)'],
  ['alter table t alter n set default 3'],
  ['alter table t alter n drop default'],
  ['alter table t alter n set not null'],
  ['alter table t alter u drop not null'],
  ['alter table t alter n set statistics 500'],
  ['alter table t alter n set (n_distinct = 5)'],
  ['alter table t alter s set storage external'],
  ['alter table t add constraint c check (n > -1)'],
  ['alter table t add constraint c check (n > -1) not valid'],
  ['alter table t add constraint c foreign key (u) references target (id)'],
  ['alter table t add foreign key (u) references target not valid'],
  ['alter table t add unique (n)'],
  ['alter table t add constraint c unique using index t_u'],
  ['alter table t validate constraint t_check'],
  ['alter table t validate constraint t_late', 'target'],
  ['alter table t drop constraint t_check'],
  ['alter table t drop constraint t_ref', 'target'],
  ['alter table t alter constraint t_ref deferrable'],
  ['alter table t rename to t2'],
  ['alter table t rename column n to k'],
  ['alter table t rename constraint t_check to c'],
  ['alter table t owner to current_user'],
  ['alter table t set (fillfactor = 70)'],
  ['alter table t reset (fillfactor)'],
  ['alter table t set unlogged'],
  ['alter table t cluster on t_n'],
  ['alter table t set without cluster'],
  ['alter table t disable trigger t_trigger'],
  ['alter table t enable replica trigger t_trigger'],
  ['alter table t enable row level security'],
  ['alter table t disable rule t_rule'],
  ['alter table t replica identity full'],
  ['alter table t set (fillfactor = 70), alter n set statistics 5'],
  ['alter table t set (fillfactor = 70), drop column s'],
  ['alter table p attach partition free for values from (10) to (20)'],
  ['alter table p detach partition p1'],
  ['alter table free inherit parent'],
  ['alter table child no inherit parent'],
  ['alter index t_n rename to t_n2'],
  ['alter index t_n set (fillfactor = 70)'],
  ['alter sequence q restart with 5'],
  ['alter sequence q owner to current_user'],
  ['alter view v rename to v2'],
  ['alter trigger t_trigger on t rename to t_other'],
  ['alter policy t_policy on t using (true)'],
  ['create index on t (s)'],
  ['create unique index t_s on only t (s)'],
  ['create table fresh (id int references target, other int references fresh2)'],
  ['create table fresh (id int, foreign key (id) references target)'],
  ['create table fresh () inherits (parent)'],
  ['create table p2 partition of p for values from (20) to (30)'],
  ['create table fresh as select * from t'],
  ['create trigger tr before update of n on t for each row execute function f()'],
  ['create rule r as on update to t do also nothing'],
  ['create policy pp on t for select using (true)'],
  ['create statistics st on n, u from t'],
  ['create or replace view v as select id from t'],
  ['drop trigger t_trigger on t'],
  ['drop rule t_rule on t'],
  ['drop policy t_policy on t'],
  ['drop index t_n', 't'],
  ['drop view v'],
  ['drop materialized view m'],
  ['drop sequence q'],
  ['drop table t cascade', 'target', 'v'],
  ['drop table if exists free, child'],
  ['truncate t'],
  ['truncate table only t, free'],
  ['insert into t values (2, 1, null, 1, 5)', 'target'],
  ['update t set u = 2'],
  ['delete from free using t where t.id = free.id'],
  ['with x as (select 1) update only t set u = 3'],
  ['select * from t for update'],
  ['lock table t in share row exclusive mode'],
  ['lock t'],
  ['refresh materialized view m'],
  ['refresh materialized view concurrently m'],
  ['reindex table t'],
  ['reindex index t_n', 't'],
  ['cluster t using t_n'],
  ['analyze t (n), free'],
  ["comment on table t is 'x'"],
  ["comment on column t.n is 'x'"],
  ["comment on index t_n is 'x'"],
  ['do $$ begin alter table t add column x int; create index on free (id); end $$'],
];

test('what is told of each statement is what the server does', async () => {
  const db = await scratch();
  await db.query(setup);
  await db.query('create table fresh2 (id int primary key)');
  const client = await db.connect();
  const [facts] = await db.query<{ major: number }>(
    "select current_setting('server_version_num')::int / 10000 as major",
  );
  const told: unknown[] = [];
  const measured: unknown[] = [];
  for (const [sql, ...also] of cases) {
    const [statement] = split(sql);
    const { locks, creates, rewrites } = statementFootprint(statement!, facts!.major);
    await client.query('begin');
    const before = await relations(client);
    await client.query(sql);
    const isNamed = (name: string): boolean => locks.some(({ relation }) => relation.at(-1) === name);
    const held = await locksHeld(client, before, isNamed);
    const after = await relations(client);
    await client.query('rollback');
    const named = new Map(locks.map(({ relation, mode }) => [relation.at(-1)!, mode as LockMode]));
    for (const name of also) if (!named.has(name)) named.set(name, held.get(name) ?? 'ACCESS SHARE');
    told.push([sql, Object.fromEntries([...named].toSorted()), rewrites === 'maybe' ? null : rewrites]);
    const table = locks[0]?.relation.at(-1);
    const oid = [...before].find(([, { name }]) => name === table)?.[0];
    const isRewritten = oid !== undefined && after.has(oid) && after.get(oid)?.file !== before.get(oid)?.file;
    const rewritten = REPLACED.test(sql) ? rewrites : isRewritten ? 'yes' : 'no';
    measured.push([sql, Object.fromEntries([...held].toSorted()), rewrites === 'maybe' ? null : rewritten]);
    // What it makes is new, by the same name.
    for (const name of creates) {
      expect([sql, [...before.values()].some((one) => isSameName([one.name], name.slice(-1)))]).toEqual([
        sql,
        sql.includes('or replace'),
      ]);
    }
  }
  expect(measured).toEqual(told);
});

/** Their files change for other reasons, or it is those of the indexes that do. */
const REPLACED = /^(truncate|reindex table|alter sequence)/;

interface Relation {
  readonly name: string;
  readonly file: number;
  readonly isIndex: boolean;
}

async function relations(client: Client): Promise<Map<number, Relation>> {
  const { rows } = await client.query(
    "select oid::int, relname::text as name, relfilenode::int as file, relkind = 'i' as \"isIndex\" from pg_class where relnamespace = 'public'::regnamespace",
  );
  return new Map(rows.map(({ oid, ...row }) => [oid, row]));
}

/**
 * The strongest lock on each relation that was there before, by the name it had. Reading (ACCESS SHARE) is left out,
 * and so are indexes that the statement does not name: nobody uses one without its table.
 */
async function locksHeld(
  client: Client,
  before: ReadonlyMap<number, Relation>,
  isNamed: (name: string) => boolean,
): Promise<Map<string, LockMode>> {
  const { rows } = await client.query(
    "select relation::int as oid, mode from pg_locks where pid = pg_backend_pid() and locktype = 'relation' and granted",
  );
  const held = new Map<string, LockMode>();
  for (const { oid, mode } of rows) {
    const { name, isIndex = false } = before.get(oid) ?? {};
    const now = modeOf(mode);
    if (name === undefined || now === 'ACCESS SHARE' || (isIndex && !isNamed(name))) continue;
    const other = held.get(name);
    if (other === undefined || lockModes.indexOf(other) < lockModes.indexOf(now)) held.set(name, now);
  }
  return held;
}

function modeOf(name: string): LockMode {
  const words = name
    .replace(/Lock$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toUpperCase();
  const mode = lockModes.find((one) => one === words);
  if (mode === undefined) throw new Error(`The server has a lock mode "${name}".`);
  return mode;
}

test.each([
  ['vacuum t', 'share update exclusive'],
  ['vacuum (full, analyze) t', 'access share'],
  ['vacuum (full off) t', 'share update exclusive'],
  ['create index concurrently t_s on t (s)', 'share update exclusive'],
  ['reindex table concurrently t', 'share update exclusive'],
  ['reindex (concurrently) table t', 'share update exclusive'],
  ['alter table p detach partition p1 concurrently', 'share update exclusive'],
])('%s, which no transaction takes: what it asks for is what is told', async (sql, blocking) => {
  const db = await scratch();
  await db.query(setup);
  const [blocker, worker] = [await db.connect(), await db.connect()];
  const [statement] = split(sql);
  const expected = statementFootprint(statement!, 18).locks[0];
  const table = expected?.relation.at(-1) ?? '';
  await blocker.query(`begin; lock table ${table} in ${blocking} mode`);
  const done = worker.query(sql).catch(() => {});
  const waiting = (): Promise<{ mode: string }[]> =>
    db.query<{ mode: string }>(`select mode from ${locksHere} where relation = $1::regclass and not granted`, [table]);
  await expect.poll(async () => (await waiting()).map(({ mode }) => modeOf(mode))).toEqual([expected?.mode]);
  await blocker.query('rollback');
  await done;
});
