import { describe, expect, test } from 'vitest';
import { migration, parseMigration } from '../../source/migration.ts';
import { declaredByFiles } from './declared-by-files.ts';

function declared(...files: readonly string[]): string[] {
  const parsed = files.map((sql, index) => parseMigration(migration(`00${index + 1}.sql`, Buffer.from(sql))));
  return declaredByFiles(parsed).map(
    ({ kind, schema, owner, name }) => `${kind} ${[schema, owner, name].filter((part) => part !== null).join('.')}`,
  );
}

describe('declaredByFiles', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    [
      'a table with its columns',
      ['create table A (Id int, "Na me" text)'],
      ['relation a', 'column a.id', 'column a.Na me'],
    ],
    [
      'schemas are kept apart',
      ['create table x.a (i int); create table y.a (i int); drop table x.a'],
      ['relation y.a', 'column y.a.i'],
    ],
    [
      'a dropped table is gone with its columns',
      ['create table a (i int); create table b ()', 'drop table if exists a cascade'],
      ['relation b'],
    ],
    ['several are dropped at once', ['create view a as select 1; create view b as select 1; drop view a, b'], []],
    [
      'a dropped column is gone',
      ['create table a (i int, j int)', 'alter table only a drop column if exists i, add k int'],
      ['relation a', 'column a.j', 'column a.k'],
    ],
    [
      'a dropped constraint is no column',
      ['create table a (i int)', 'alter table a drop constraint i'],
      ['relation a', 'column a.i'],
    ],
    [
      'a renamed table takes its columns along',
      ['create table a (i int)', 'alter table a rename to b; alter table b drop i'],
      ['relation b'],
    ],
    [
      'a renamed column has its new name',
      ['create table a (i int)', 'alter table a rename i to j'],
      ['relation a', 'column a.j'],
    ],
    [
      'a renamed schema takes everything along',
      ['create schema s; create table s.a (i int)', 'alter schema s rename to t'],
      ['schema t', 'relation t.a', 'column t.a.i'],
    ],
    [
      'a dropped schema takes everything along',
      ['create schema s; create table s.a (i int)', 'drop schema s cascade'],
      [],
    ],
    [
      'a table that is moved',
      ['create table s.a (i int)', 'alter table s.a set schema t'],
      ['relation t.a', 'column t.a.i'],
    ],
    [
      'functions and types',
      [
        "create function f(int) returns int language sql as 'select 1'; create type t as enum ('a'); create domain d as int",
      ],
      ['function f', 'type t', 'type d'],
    ],
    [
      'a function is dropped with its arguments',
      ["create function f(int) returns int language sql as 'select 1'", 'drop function f(int)'],
      [],
    ],
    [
      'a DO block counts',
      ['do $$ begin create table a (i int); execute 1; drop table if exists b; end $$', ''],
      ['relation a', 'column a.i'],
    ],
    ['a DO block that drops', ['create table b ()', 'do $$ begin drop table b; end $$'], []],
    ['temporary tables are nothing that stays', ['create temp table a (i int); create temporary table b (i int)'], []],
    [
      'a second IF NOT EXISTS adds the columns that it names',
      ['create table a (i int)', 'create table if not exists a (i int, j int)'],
      ['relation a', 'column a.i', 'column a.j'],
    ],
    ['CREATE SCHEMA AUTHORIZATION', ['create schema authorization joe'], ['schema joe']],
    [
      'data and other statements are nothing',
      ['insert into a values (1); grant select on a to b; create index on a (i)'],
      [],
    ],
  ])('%s', (_name, files, expected) => {
    expect(declared(...files)).toEqual(expected);
  });
});
