import { describe, expect, it } from 'vitest';
import { declaredObjects } from './declared-objects.ts';

function words(sql: string): string[] {
  return declaredObjects(sql).map(({ kind, table, name }) => `${kind} ${table === null ? '' : `${table}.`}${name}`);
}

describe('declaredObjects', () => {
  it.each([
    ['create table if not exists app.users (id int)', ['relation users', 'column users.id']],
    ['create unlogged table a (id int)', ['relation a', 'column a.id']],
    ['create or replace view v as select 1', ['relation v']],
    ['create materialized view if not exists mv as select 1', ['relation mv']],
    ['create sequence s', ['relation s']],
    ['create or replace function f(x int) returns int language sql as $$select 1$$', ['function f']],
    ["create type mood as enum ('ok')", ['type mood']],
    ['create schema if not exists billing', ['schema billing']],
    ['alter table users add column value int', ['column users.value']],
    ['alter table a rename to b', ['relation b']],
    ['alter table a rename column x to y', ['column a.y']],
    ['create index i on a (b)', []],
    ['select 1', []],
  ])('%s', (sql, expected) => {
    expect(words(sql)).toEqual(expected);
  });

  it('looks into the body of a DO block', () => {
    expect(
      words(`do $body$ begin
        if true then create table made_here (id int); end if;
        perform 1;
        alter table users add column late text;
      end $body$`),
    ).toEqual(['relation made_here', 'column made_here.id', 'column users.late']);
  });
});
