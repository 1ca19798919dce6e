import { describe, expect, test } from 'vitest';
import { split } from '../splitter/index.ts';
import { lockModes, whoWaits } from './lock-mode.ts';
import { statementFootprint } from './statement-footprint.ts';

function told(sql: string, major = 18): readonly [readonly string[], string] {
  const { locks, rewrites } = statementFootprint(split(sql)[0]!, major);
  return [locks.map(({ relation, mode }) => `${mode} ${relation.join('.')}`), rewrites];
}

describe('statementFootprint', () => {
  test.each<[string, readonly string[], string]>([
    ['alter table only shop."Orders" drop column x', ['ACCESS EXCLUSIVE shop.Orders'], 'no'],
    ['alter table t validate constraint c', ['SHARE UPDATE EXCLUSIVE t'], 'no'],
    ['alter table t validate constraint c, alter x set not null', ['ACCESS EXCLUSIVE t'], 'no'],
    [
      'alter table if exists t add foreign key (a) references other.b (c) not valid',
      ['SHARE ROW EXCLUSIVE t', 'SHARE ROW EXCLUSIVE other.b'],
      'no',
    ],
    ['alter table t add a int references t (id)', ['ACCESS EXCLUSIVE t'], 'no'],
    ["alter table t add a text default 'now()'", ['ACCESS EXCLUSIVE t'], 'no'],
    ['alter table t add a int default (random() * 9)::int not null', ['ACCESS EXCLUSIVE t'], 'yes'],
    ['alter table t add a int default my_function(1)', ['ACCESS EXCLUSIVE t'], 'maybe'],
    ['alter table t add a timestamptz default now() check (f(a))', ['ACCESS EXCLUSIVE t'], 'no'],
    ['alter table t alter a set data type text', ['ACCESS EXCLUSIVE t'], 'maybe'],
    ['alter table t set tablespace fast', ['ACCESS EXCLUSIVE t'], 'yes'],
    ['create unique index concurrently i on only s.t using btree (a)', ['SHARE UPDATE EXCLUSIVE s.t'], 'no'],
    [
      'create table a (b int references c, foreign key (b) references d)',
      ['SHARE ROW EXCLUSIVE c', 'SHARE ROW EXCLUSIVE d'],
      'no',
    ],
    ['drop table a, b cascade', ['ACCESS EXCLUSIVE a', 'ACCESS EXCLUSIVE b'], 'no'],
    ['lock table a, b in share mode nowait', ['SHARE a', 'SHARE b'], 'no'],
    ['copy a (x) from stdin', ['ROW EXCLUSIVE a'], 'no'],
    ['copy a to stdout', [], 'no'],
    ['merge into only a using b on true when matched then delete', ['ROW EXCLUSIVE a'], 'no'],
    ['vacuum (verbose, full) a', ['ACCESS EXCLUSIVE a'], 'yes'],
    ['vacuum (full false) a, b', ['SHARE UPDATE EXCLUSIVE a', 'SHARE UPDATE EXCLUSIVE b'], 'no'],
    ['reindex (concurrently off) table a', ['SHARE a'], 'yes'],
    ['do $$ begin drop table a; end $$', ['ACCESS EXCLUSIVE a'], 'no'],
    ['create function f() returns int language sql as $$ select 1 $$', [], 'no'],
    ['create type mood as enum ($$a$$)', [], 'no'],
    ['select 1', [], 'no'],
  ])('%s', (sql, locks, rewrites) => {
    expect(told(sql)).toEqual([locks, rewrites]);
  });

  test('a generated column is stored before 18, and virtual since, unless it says', () => {
    const sql = 'alter table t add a int generated always as (b + 1)';
    expect([told(sql, 17)[1], told(sql, 18)[1], told(`${sql} stored`, 18)[1]]).toEqual(['yes', 'no', 'yes']);
  });

  test.each([
    ['create table if not exists s.a ()', [['s', 'a']], true],
    ['create temp table a (b int)', [['a']], false],
    ['create index i on s.t (a)', [['s', 'i']], false],
    ['create materialized view m as select 1', [['m']], false],
    ['select 1 into a from b', [['a']], false],
  ])('%s makes a relation', (sql, creates, mayExist) => {
    expect(statementFootprint(split(sql)[0]!, 18)).toMatchObject({ creates, mayExist });
  });

  test('who waits', () => {
    expect(lockModes.filter((mode) => whoWaits(mode) === 'readers and writers')).toEqual(['ACCESS EXCLUSIVE']);
    expect(lockModes.filter((mode) => whoWaits(mode) === 'writers')).toEqual([
      'SHARE',
      'SHARE ROW EXCLUSIVE',
      'EXCLUSIVE',
    ]);
  });
});
