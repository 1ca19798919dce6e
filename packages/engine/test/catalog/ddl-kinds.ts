/** What the statements of `ddlKinds` work on. */
export const ddlSetup = `
  create schema app;
  create type app.mood as enum ('sad', 'happy');
  create domain app.positive as integer;
  create type app.pair as (x integer, y integer);
  create table app.users (id integer primary key, email text, mood app.mood, age integer, at timestamptz);
  create table app.posts (id serial primary key, author integer, body text);
  create table app.events (at date not null, kind text) partition by range (at);
  create table app.events_2026 partition of app.events for values from ('2026-01-01') to ('2027-01-01');
  create table app.events_2027 (at date not null, kind text);
  create table app.doomed ();
  create view app.names as select email from app.users;
  create materialized view app.counts as select count(*) as n from app.users;
  create index users_age on app.users (age);
  create sequence app.numbers;
  create function app.touch() returns trigger language plpgsql as 'begin return new; end';
  create function app.half(integer) returns integer language sql as 'select $1 / 2';
  create function app.log() returns event_trigger language plpgsql as 'begin end';
  create trigger touch before update on app.users for each row execute function app.touch();
  create rule no_delete as on delete to app.posts do instead nothing;
  create policy own on app.users using (true);
  create statistics app.related on age, mood from app.users;
  create event trigger logging on ddl_command_end execute function app.log();
  alter event trigger logging disable;
`;

/** One statement of every kind that changes a schema, by what it is. None depends on another. */
export const ddlKinds: Readonly<Record<string, string>> = {
  'create schema': 'create schema other',
  'rename schema': 'create schema b; alter schema b rename to c',
  'create table': 'create table app.t ()',
  'drop table': 'drop table app.doomed',
  'rename table': 'alter table app.posts rename to articles; alter table app.articles rename to posts',
  'set unlogged': 'create table app.u (); alter table app.u set unlogged',
  'storage option': 'alter table app.users set (fillfactor = 70)',
  'replica identity': 'alter table app.users replica identity full',
  'row security': 'alter table app.users enable row level security',
  'force row security': 'alter table app.users force row level security',
  'add column': 'alter table app.users add column phone text',
  'drop column': 'alter table app.users drop column at',
  'rename column':
    'alter table app.users rename column email to mail; alter table app.users rename column mail to email',
  'column type': 'alter table app.posts alter column author type bigint',
  'set default': 'alter table app.posts alter column author set default 1',
  'set not null': 'alter table app.posts alter column author set not null',
  'column statistics': 'alter table app.posts alter column author set statistics 500',
  'column storage': 'alter table app.posts alter column body set storage external',
  identity: 'alter table app.posts add column place integer generated always as identity',
  'generated column': 'alter table app.users add column twice integer generated always as (age * 2) stored',
  check: 'alter table app.users add check (age > 0)',
  'check not valid': 'alter table app.users add constraint later check (age < 200) not valid',
  'validate constraint':
    'alter table app.users add constraint v check (age < 300) not valid; alter table app.users validate constraint v',
  unique: 'alter table app.users add unique (age)',
  'foreign key': 'alter table app.posts add foreign key (id) references app.users',
  exclusion: 'alter table app.users add exclude using btree (age with =)',
  'drop constraint': 'alter table app.posts drop constraint posts_pkey',
  'create index': 'create index on app.users (mood)',
  'drop index': 'drop index app.users_age',
  'rename index': 'create index old_name on app.users (mood); alter index app.old_name rename to new_name',
  'cluster on': 'alter table app.users cluster on users_pkey',
  'create view': 'create view app.v as select 1 as one',
  'replace view': 'create or replace view app.names as select email || email as email from app.users',
  'view option': 'alter view app.names set (security_barrier = true)',
  'create materialized view': 'create materialized view app.m as select 1 as one',
  'create sequence': 'create sequence app.s',
  'alter sequence': 'alter sequence app.numbers increment 5',
  'sequence owner': 'alter sequence app.numbers owned by app.users.age',
  'create function': "create function app.f() returns int language sql as 'select 1'",
  'replace function': "create or replace function app.half(integer) returns integer language sql as 'select $1 / 3'",
  'function option': 'alter function app.half(integer) immutable',
  'create procedure': "create procedure app.p() language sql as 'select 1'",
  'create aggregate': 'create aggregate app.sum_up (integer) (sfunc = int4pl, stype = integer)',
  'create trigger': 'create trigger again after insert on app.users for each row execute function app.touch()',
  'disable trigger': 'alter table app.users disable trigger touch',
  'drop trigger': 'drop trigger touch on app.users',
  'create rule': 'create rule no_update as on update to app.posts do instead nothing',
  'disable rule': 'alter table app.posts disable rule no_delete',
  'create policy': 'create policy other on app.posts for select using (true)',
  'alter policy': 'alter policy own on app.users using (false)',
  'create statistics': 'create statistics app.more on age, email from app.users',
  'create enum': "create type app.color as enum ('red')",
  'add enum value': "alter type app.mood add value 'calm' after 'sad'",
  'rename enum value': "alter type app.mood rename value 'sad' to 'low'",
  'create domain': 'create domain app.short as varchar(10)',
  'domain constraint': 'alter domain app.positive add check (value > 0)',
  'create composite type': 'create type app.point as (x int)',
  'alter composite type': 'alter type app.pair add attribute z integer',
  'create range type': 'create type app.span as range (subtype = float8)',
  'create extension': 'create extension if not exists pgcrypto with schema app',
  'attach partition':
    "alter table app.events attach partition app.events_2027 for values from ('2027-01-01') to ('2028-01-01')",
  'detach partition': 'alter table app.events detach partition app.events_2026',
  inherit: 'create table app.child () inherits (app.users)',
  'enable event trigger': 'alter event trigger logging enable',
  'comment on column': "comment on column app.users.age is 'in years'",
  grant: 'grant select on app.users to public',
  'grant on column': 'grant select (age) on app.users to public',
  'default privileges': 'alter default privileges in schema app grant select on tables to public',
  publication: 'create publication p for table app.users',
  operator: 'create operator app.=== (leftarg = int, rightarg = int, function = int4eq)',
  cast: 'create cast (app.pair as text) with inout',
  collation: 'create collation app.c from "C"',
  'text search': 'create text search configuration app.simple2 (copy = pg_catalog.simple)',
  'foreign server': 'create foreign data wrapper w; create server s foreign data wrapper w',
};
