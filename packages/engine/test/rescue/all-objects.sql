-- One of everything that a migration can create, on PostgreSQL 14 to 18.
create schema "Odd Schema";
create schema shop;
create extension if not exists pg_trgm schema public;

create type shop.mood as enum ('sad', 'so-so', 'it''s fine');
create type shop.address as (street text, "house no" integer, zip varchar(10) collate "C");
create domain shop.percent as numeric(5,2) default 0 not null constraint percent_range check (value between 0 and 100) check (value <> 13);
create domain shop.code as text collate "C";
alter domain shop.code add constraint code_short check (length(value) < 10) not valid;
create function shop.span_size(a integer, b integer) returns double precision language sql immutable strict as 'select (a - b)::double precision';
create type shop.span as range (subtype = integer, subtype_diff = shop.span_size, multirange_type_name = shop.spans);

create sequence shop.tickets as smallint increment by 5 minvalue 10 maxvalue 1000 start with 20 cache 3 cycle;
create function shop.next_ticket() returns integer language plpgsql as $$ begin return nextval('shop.tickets'); end $$;

create table shop.customers (
  id bigint generated always as identity (start with 100 increment by 10) primary key,
  email varchar(255) not null unique deferrable initially deferred,
  "Full Name" text collate "C" default 'no"body''s',
  mood shop.mood default 'so-so',
  home shop.address,
  share shop.percent,
  tags text[] not null default '{}',
  price numeric(12,2) default 1.5 check (price >= 0),
  total numeric(12,2) generated always as (price * 2) stored,
  ticket integer default shop.next_ticket(),
  seen timestamptz(3) default now(),
  lifetime interval year to month,
  born date,
  manager bigint references shop.customers (id) on update cascade on delete set null,
  constraint sane check (born > '1900-01-01' and (price > 0 or tags = '{}'::text[])) not valid
) with (fillfactor = 70, autovacuum_enabled = false);
alter table shop.customers alter column "Full Name" set storage external, alter column price set statistics 500;
create unique index customers_lower on shop.customers (lower(email) desc nulls last, born) include (id) where price > 10;
create index customers_tags on shop.customers using gin (tags);
create index customers_name on shop.customers using gin ("Full Name" gin_trgm_ops);
create index customers_first on shop.customers (email text_pattern_ops asc nulls first, "Full Name" collate "POSIX");
create statistics shop.customers_stats (ndistinct, dependencies) on born, price from shop.customers;
create statistics shop.customers_expressions on (lower(email)), born from shop.customers;

create table "Odd Schema"."Odd Table" (
  id serial primary key, a integer not null, b integer not null, room int4range, customer bigint,
  constraint ab unique (a, b) include (id),
  constraint "no overlap" exclude using gist (room with &&) where (a > 0) deferrable,
  constraint "to customer" foreign key (customer) references shop.customers match full on delete cascade deferrable initially deferred not valid
);
alter table "Odd Schema"."Odd Table" replica identity using index ab;
alter table "Odd Schema"."Odd Table" cluster on ab;
create unlogged table shop.scratch (id smallserial, data jsonb);
create table shop.empty ();

create table shop.events (id bigint not null, at date not null, kind text not null default 'x', check (id > 0)) partition by range (at);
create table shop.events_2026 partition of shop.events for values from ('2026-01-01') to ('2027-01-01');
create table shop.events_rest partition of shop.events default partition by list (kind);
create table shop.events_a partition of shop.events_rest (constraint short check (length(kind) < 9)) for values in ('a', 'b''c');
alter table shop.events add primary key (id, at, kind);
create index events_kind on shop.events (kind);
alter table shop.events add foreign key (id) references shop.customers;

create table shop.parent (id integer, note text, constraint note_short check (length(note) < 100) , constraint mine check (id > 5) no inherit);
create table shop.child (extra text) inherits (shop.parent);

create function shop.total(a integer, b integer default 3, out sum integer, out words text) language plpgsql stable parallel safe cost 7
  set search_path = pg_catalog, shop set work_mem = '8MB' as $body$ begin sum := a + b; words := 'it''s $$'; end $body$;
create function shop.listed(variadic names text[] default '{a,"b,c"}') returns setof text language sql rows 5 security definer as 'select unnest(names)';
create function shop.columns_of(integer) returns table (id bigint, "Two Words" text) language sql leakproof as 'select 1::bigint, ''x''::text';
create function shop.standard(a integer) returns integer language sql return a + 1;
create procedure shop.tidy(keep integer default 5, inout done integer default null) language plpgsql as $$ begin null; end $$;
create procedure shop.atomic() begin atomic delete from shop.scratch where id < 3; delete from shop.empty; end;
create aggregate shop.add_up(integer) (sfunc = int4pl, stype = integer, initcond = '0', combinefunc = int4pl, parallel = safe);
alter table shop.scratch add column size integer default shop.standard(2);

create view shop.cheap with (security_barrier = true) as select id, email, price as "Price" from shop.customers where price < 5 with local check option;
create view shop.above as select c.id, t.a, count(*) over () from shop.cheap c join "Odd Schema"."Odd Table" t on t.customer = c.id;
alter view shop.cheap alter column email set default 'x@y';
create materialized view shop.summary as select mood, sum(total) as total from shop.customers group by mood with no data;
create unique index summary_mood on shop.summary (mood);
create function shop.uses_view(r shop.cheap) returns bigint language sql as 'select (r).id';

create function shop.touch() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger touch before insert or update of email, price on shop.customers for each row when (new.price is distinct from 3) execute function shop.touch('a''b', 'c');
create trigger told after update on shop.customers referencing old table as before new table as after for each statement execute function shop.touch();
create constraint trigger late after insert on shop.scratch deferrable initially deferred for each row execute function shop.touch();
create trigger off before delete on shop.scratch for each row execute function shop.touch();
alter table shop.scratch disable trigger off;
alter table shop.scratch enable always trigger late;
create trigger on_parts before insert on shop.events for each row execute function shop.touch();
create trigger instead instead of insert on shop.above for each row execute function shop.touch();
create rule quiet as on delete to shop.scratch do instead nothing;
create rule log as on insert to shop.child where new.id > 5 do also insert into shop.scratch (data) values ('{}');

alter table shop.customers enable row level security, force row level security;
create policy own on shop.customers as restrictive for update to public using (price > 0) with check (email <> '');
create policy looked on shop.customers for select using (true);

create function shop.on_ddl() returns event_trigger language plpgsql as $$ begin null; end $$;
create event trigger watch on ddl_command_end when tag in ('CREATE TABLE', 'DROP TABLE') execute function shop.on_ddl();
alter event trigger watch disable;
