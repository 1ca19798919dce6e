import { describe, expect, test } from 'vitest';
import { split, transactionRule } from './index.ts';

function classOf(sql: string, serverMajor?: number): string {
  const statements = split(sql);
  expect(statements).toHaveLength(1);
  return statements.map((statement) => transactionRule(statement, serverMajor).class).join();
}

/** What PostgreSQL 15 and 18 were seen to refuse with 25001 in a block, whatever the database holds. */
const NEVER = `
create index concurrently i on t (a)
create unique index concurrently if not exists "i;1" on t (a)
drop index concurrently i
drop index concurrently if exists s.i cascade
reindex index concurrently i
reindex table concurrently t
reindex (concurrently) table t
reindex (verbose, concurrently true) index i
reindex (concurrently on, tablespace x) table t
reindex schema s
reindex (verbose) schema s
reindex database d
reindex system d
reindex database concurrently d
vacuum
vacuum full
vacuum (analyze) t
vacuum analyze t (a, b)
cluster
cluster verbose
cluster (verbose)
create database d
drop database if exists d
alter database d set tablespace fast
alter database "d d" set tablespace fast
alter system set work_mem = '4MB'
alter system reset all
create tablespace x location '/x'
drop tablespace x
alter table t detach partition p concurrently
alter table if exists only s.t detach partition s."p q" concurrently
commit prepared 'x'
rollback prepared 'x'
discard all
do $$ begin commit; end $$
do $$ begin insert into t values (1); commit and chain; end $$
do 'begin for i in 1..3 loop rollback; end loop; end'
do language plpgsql $x$ begin if true then commit; end if; end $x$
`;

/** What depends on options of other objects, on the catalog, or on code the text does not show. */
const CONDITIONAL = `
create subscription s connection 'c' publication p
create subscription s connection 'c' publication p with (enabled = false)
create subscription s connection 'c' publication p with (connect, create_slot = true)
drop subscription s
drop subscription if exists s
alter subscription s refresh publication
alter subscription s refresh publication with (copy_data = false)
alter subscription s set publication p
alter subscription s add publication p with (copy_data = false)
alter subscription s drop publication p with (refresh = true)
alter subscription s set (failover = true)
alter subscription s set (two_phase = false)
select pg_create_logical_replication_slot('s', 'pgoutput')
select * from pg_catalog.pg_create_logical_replication_slot('s', 'x')
call p()
`;

const CONTROL = `
begin
begin work
begin isolation level serializable
start transaction read only
commit
commit work
commit and chain
end
end transaction
rollback
rollback and no chain
abort
prepare transaction 'x'
`;

const NEEDS_BLOCK = `
lock table t
lock t in share mode
savepoint a
release savepoint a
release a
rollback to savepoint a
rollback to a
rollback work to a
declare c cursor for select 1
declare c no scroll cursor without hold for select 1
set local work_mem = '1MB'
set constraints all deferred
set transaction isolation level serializable
`;

/** All of these run in a block; the first lines are those that tools like to refuse. */
const ALLOWED = `
refresh materialized view concurrently m
refresh materialized view m
analyze
analyze t
reindex table t
reindex index i
reindex (concurrently false) table t
reindex (verbose) table concurrently_named
cluster t
cluster t using i
cluster verbose t
cluster (verbose) t using i
truncate t
checkpoint
listen c
notify c, 'x'
discard temp
discard temporary
discard plans
discard sequences
alter database d set work_mem = '4MB'
alter database d rename to e
alter database d set default_tablespace = 'fast'
alter database d reset all
alter database d owner to o
alter database tablespace set work_mem = '1'
alter table t set logged
alter table t set unlogged
alter table t detach partition p
alter table t detach partition p finalize
alter table t detach partition concurrently
alter table t attach partition concurrently_p default
alter type t add value 'x'
alter type t add value if not exists 'x' before 'y'
alter type t rename value 'a' to 'b'
create index i on t (a)
create index "concurrently" on t (a)
create index on concurrently_t (a)
drop index i
drop index "concurrently"
create subscription s connection 'c' publication p with (connect = false)
create subscription s connection 'c' publication p with (create_slot = off, slot_name = none)
alter subscription s set publication p with (refresh = false)
alter subscription s disable
alter subscription s set (slot_name = none)
alter subscription s rename to t
create schema s
create table vacuum_log (a int)
select 'vacuum; commit'
select 'pg_create_logical_replication_slot()'
select 1 as pg_create
do $$ begin null; end $$
do $$ begin raise notice 'commit;'; end $$
do $$ declare commit int; begin commit := 1; end $$
do $$ begin execute 'commit;'; /* commit; */ -- commit;
 end $$
do language plpython3u $$ commit; $$
create procedure p() language plpgsql as $$ begin commit; end $$
create function f() returns int begin atomic select 1; end
declare c cursor with hold for select 1
declare c scroll cursor with hold for select 1
set work_mem = '1MB'
set session characteristics as transaction read only
set role r
reset all
prepare p as select 1
execute p
deallocate all
explain analyze select 1
copy t to stdout
insert into t values ('create index concurrently')
with x as (select 1) select * from x
comment on table t is 'vacuum'
grant a to b
close all
fetch 1 from c
`;

function lines(list: string): readonly string[] {
  return list
    .trim()
    .split(/\n(?! )/)
    .filter((line) => line !== '');
}

describe.each([
  ['never', NEVER],
  ['conditional', CONDITIONAL],
  ['control', CONTROL],
  ['needs-block', NEEDS_BLOCK],
  ['allowed', ALLOWED],
])('%s', (expected, list) => {
  test.for(lines(list))('%s', (sql) => {
    expect(classOf(sql)).toBe(expected);
    expect(classOf(sql.replace(/^[a-z]+/, (word) => `/* ; */ ${word.toUpperCase()} -- '\n `))).toBe(expected);
  });
});

test('versions matter', () => {
  expect(classOf('alter table t detach partition p concurrently', 13)).toBe('allowed');
  expect(classOf('alter table t detach partition p concurrently', 14)).toBe('never');
  expect(classOf('alter subscription s set (failover = true)', 16)).toBe('allowed');
  expect(classOf('alter subscription s set (failover = true)', 17)).toBe('conditional');
  expect(classOf('alter subscription s set (two_phase = false)', 17)).toBe('allowed');
  expect(classOf("alter type t add value 'x'", 11)).toBe('never');
});

test('reasons are sentences, also where the statement is allowed but may surprise', () => {
  const reasonOf = (sql: string): string | null | undefined => split(sql)[0]?.transaction.reason;
  expect(reasonOf('vacuum')).toBe('VACUUM cannot run inside a transaction block.');
  expect(reasonOf('select 1')).toBeNull();
  expect(reasonOf("alter type t add value 'x'")).toContain('55P04');
  expect(reasonOf('reindex table t')).toContain('partitioned');
  expect(reasonOf('cluster t')).toContain('partitioned');
  for (const sql of lines(`${NEVER}${CONDITIONAL}${CONTROL}${NEEDS_BLOCK}`))
    expect(reasonOf(sql)).toMatch(/^[A-Z].*\.$/);
});
