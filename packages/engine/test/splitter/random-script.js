// Makes valid scripts by chance: templates of statements, filled with literals of every form, with white space and comments
// strewn between the tokens. What it makes is accepted by PostgreSQL's own parser; the seed decides everything.
import { Maker } from './random-maker.js';

/** Tokens apart by blanks; `%name` calls FILL.name. Each is as likely as any other. */
const STATEMENTS = `
%select
%select
with %name as ( %select ) %select
( %select ) union all ( %select )
insert into %relation ( %names ) values %rows
insert into %relation %select on conflict do nothing
update %relation set %name = %expression where %condition
delete from %relation where %condition returning *
create %temp table %relation ( %columns )
create table if not exists %relation ( %name int primary key , check ( %condition ) )
create table %relation as %select
alter table %relation add column %columns1
alter table %relation drop constraint if exists %name cascade
create unique index %name on %relation ( %name ) where %condition
create index concurrently %name on %relation ( %name )
create %replace view %relation as %select
create materialized view %relation as %select with no data
%routine language plpgsql as %body
%routine as %body language plpgsql
%routine language sql as %plain
create %replace function %relation ( begin int , atomic int ) returns int language sql return %expression
%routine language sql begin atomic %inners end
%routine language sql begin atomic %inners end
%routine begin atomic ; %inner ; ; end
do %body
do language plpgsql %plain
create %replace rule %name as on insert to %relation do also ( %inner ; delete from t )
create rule %name as on delete to %relation do instead nothing
create trigger %name before insert on %relation for each row execute function f ( %plain )
create policy %name on %relation using ( %condition )
create type %relation as enum ( %plain , %plain )
create schema if not exists %name
create schema %name create table t ( a int ) create view v as %select
create sequence %relation start 10
create domain %relation as text check ( %condition )
create aggregate %relation ( int ) ( sfunc = f , stype = int )
create operator %operator ( leftarg = int , rightarg = int , function = f )
comment on table %relation is %plain
comment on column t . %name is %dollar
grant select , insert on %relation to %name
revoke all on %relation from public
drop table if exists %relation , %relation cascade
drop function %relation ( int )
set search_path = %name , public
set local statement_timeout to %plain
begin
commit work
savepoint %name
vacuum analyze %relation
explain analyze %select
copy %relation to stdout
copy stdin from %plain
notify %word , %plain
declare %name cursor for %select
prepare %name as %select
truncate %relation restart identity
call %relation ( %expression )
merge into t using s on t . a = s . a when matched then delete
values ( %atom , %atom )
select 1 as %oddName
select %dollar , %string ::text
select 5 %comment 4
`
  .trim()
  .split('\n')
  .map((template) => template.split(' '));

const INNER = `
%select
select case when true then 1 end
select t . end from t
select 1 as end
select 1 end
select begin_at from t
insert into %relation values ( %atom )
update %relation set %name = %atom
delete from %relation
`
  .trim()
  .split('\n')
  .map((template) => template.split(' '));

const BODY = [
  'null;',
  'perform 1;',
  "raise notice 'a;b';",
  'if x then y := 1; end if;',
  '/* ; */ return;',
  "execute 'select ;';",
  'for i in 1..3 loop null; end loop;',
  "v := 'it''s';",
];

const COLUMN = ['%name', '%type', '%default'];

const FILL = {
  select: (maker) => maker.select(1 + maker.below(3)),
  name: (maker) => maker.name(),
  word: (maker) => maker.word(),
  names: (maker) => maker.listed(1, 3, () => [maker.name()]),
  relation: (maker) => maker.relation(),
  rows: (maker) => maker.listed(1, 4, () => ['(', ...maker.listed(1, 3, () => maker.expression(1)), ')']),
  expression: (maker) => maker.expression(1),
  condition: (maker) => maker.condition(),
  columns: (maker) => maker.listed(1, 4, () => filled(maker, COLUMN)),
  columns1: (maker) => filled(maker, COLUMN),
  type: (maker) => maker.type(),
  default: (maker) => maker.pick([[], [], ['default', maker.plainString()], ['not', 'null']]),
  temp: (maker) => maker.pick([[], [], [], 'temp', 'unlogged']),
  replace: (maker) => maker.pick([[], ['or', 'replace']]),
  routine: (maker) =>
    filled(maker, ['create', '%replace', maker.pick(['function', 'procedure']), '%relation', '(', '%parameters', ')']),
  parameters: (maker) => maker.listed(0, 3, () => [maker.word(), maker.pick(['int', 'text'])]),
  body: (maker) =>
    maker.dollar(`${maker.newline}begin ${maker.some(0, 4, () => maker.pick(BODY)).join(maker.newline)} end;`),
  dollar: (maker) => maker.dollar(maker.stuff(8)),
  string: (maker) => maker.string(),
  plain: (maker) => maker.plainString(),
  atom: (maker) => maker.atom(),
  inner: (maker) => filled(maker, maker.pick(INNER)),
  inners: (maker) => maker.some(0, 4, () => [...filled(maker, maker.pick(INNER)), ';']),
  comment: () => '<--3;\n',
  operator: (maker) => maker.pick(['===', '@#@', '<->']),
  oddName: (maker) => maker.pick(['a$$', 'b$x$', '_$t$', 'имя$x$', '"$$;"', 'x１']),
};

function filled(maker, template) {
  return template.flatMap((token) => (token.startsWith('%') ? FILL[token.slice(1)](maker) : token)).flat(9);
}

/**
 * @param {number} seed
 * @param {{ statements?: number }} [options] how many statements at most, 5 by default
 * @returns {string}
 */
export function randomScript(seed, options = {}) {
  const maker = new Maker(seed);
  const count = 1 + maker.below(options.statements ?? 5);
  let script = maker.gap(false);
  for (let index = 0; index < count; index++) {
    script += maker.text(filled(maker, maker.pick(STATEMENTS))) + maker.gap(false);
    const last = index === count - 1;
    if (last && maker.chance(0.4)) break;
    script += ';'.repeat(maker.chance(0.05) ? 2 : 1) + maker.gap(false);
  }
  return script;
}

/** One statement as its tokens, for tests that strew white space and comments between them. */
export function randomTokens(seed) {
  const maker = new Maker(seed);
  return filled(maker, maker.pick(STATEMENTS));
}
