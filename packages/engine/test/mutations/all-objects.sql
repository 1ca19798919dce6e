-- Every kind of object that a migration can make, on PostgreSQL 14 to 18: what the application's own migrations do not have.
create schema shop;
create schema audit;
create schema attic;
create table attic.chest (id integer primary key, what text);
create extension citext schema public;
create extension pg_trgm schema public version '1.5';

-- Types.
create type shop.mood as enum ('sad', 'ok', 'happy');
create type shop.size as enum ('s', 'm', 'l');
create domain shop.positive as integer constraint above_zero check (value > 0);
create domain shop.code as text collate "C" default 'none' not null;
create type shop.address as (street text, zip integer);
create type shop.span as range (subtype = float8, subtype_diff = float8mi);

-- Functions.
create function shop.total(amount integer, factor integer default 2) returns integer
  language sql immutable as 'select amount * factor';
create function shop.tax(amount numeric) returns numeric language sql stable return amount * 0.2;
create function shop.touch() returns trigger language plpgsql as $$
begin
  new.note := 'touched';
  return new;
end
$$;
create function shop.look() returns trigger language plpgsql as $$ begin return null; end $$;
create function shop.listing(above integer) returns table (id integer, title text)
  language sql stable rows 50 as $$ select 1, 'one'::text where above < 1 $$;
create function shop.secret() returns text language sql security definer set search_path = pg_catalog
  as $$ select 'x'::text $$;
create function shop.quiet(word text) returns boolean language sql strict immutable as $$ select word = '' $$;
create procedure shop.clean(days integer) language plpgsql as $$ begin perform 1; end $$;
create function shop.multiply(numeric, numeric) returns numeric language sql immutable as 'select $1 * $2';
create aggregate shop.product(numeric) (sfunc = shop.multiply, stype = numeric, initcond = '1');

-- Tables.
create table shop.customer (
  id integer generated always as identity primary key,
  email text collate "C" not null constraint customer_email_key unique,
  mood shop.mood default 'ok',
  nick varchar(20),
  age shop.positive,
  note text,
  shouted text generated always as (upper(nick)) stored,
  created_at timestamptz not null default now(),
  constraint customer_nick_check check (length(nick) > 1)
);
create table shop.orders (
  id bigserial primary key,
  customer_id integer not null constraint orders_customer_fkey references shop.customer on delete cascade,
  amount numeric(10, 2) not null default 0,
  status text not null default 'new',
  parent_id bigint constraint orders_parent_fkey references shop.orders deferrable initially deferred,
  placed_on date,
  constraint orders_status_check check (status in ('new', 'paid', 'sent')),
  constraint orders_once_key unique (customer_id, placed_on) deferrable
) with (fillfactor = 80);
alter table shop.orders add constraint orders_amount_check check (amount >= 0) not valid;
create table shop.order_line (
  order_id bigint references shop.orders on delete cascade,
  line integer,
  quantity integer,
  primary key (order_id, line)
);
create table shop.booking (
  room integer,
  during tsrange,
  constraint booking_once exclude using gist (during with &&)
);
create unlogged table shop.cache (key text primary key, value bytea);
alter table shop.cache alter column value set storage external;
create table shop.diary (owner text not null, entry text, secret boolean default true, place text collate "C");
alter table shop.diary enable row level security;
alter table shop.diary force row level security;
create table shop.event (id bigint, at date not null, kind text) partition by range (at);
create table shop.event_2026 partition of shop.event for values from ('2026-01-01') to ('2027-01-01');
create table shop.event_2027 partition of shop.event for values from ('2027-01-01') to ('2028-01-01');
create table shop.event_rest partition of shop.event default;
alter table shop.event add constraint event_kind_check check (kind <> '');
create table audit.entry (id integer, what text);
create table audit.entry_old () inherits (audit.entry);
create foreign data wrapper nowhere;
create server far foreign data wrapper nowhere;
create server farther foreign data wrapper nowhere;
create foreign table shop.remote (id integer, name text) server far options (place 'a');
create table shop.replicated (id integer primary key, name text not null constraint replicated_name_key unique);
alter table shop.replicated replica identity full;

-- Indexes and statistics.
create index orders_status on shop.orders (status);
create index orders_recent on shop.orders (placed_on desc nulls last) where status = 'new';
create unique index customer_lower_email on shop.customer (lower(email));
create index orders_covering on shop.orders (customer_id) include (amount);
create index customer_nick_trgm on shop.customer using gin (nick public.gin_trgm_ops);
create index orders_packed on shop.orders (placed_on) with (fillfactor = 70);
create index event_kind on shop.event (kind);
create statistics shop.orders_related (dependencies, ndistinct) on status, placed_on from shop.orders;

-- Views and sequences.
create view shop.rich with (security_barrier = true) as
  select o.id, o.amount, c.email from shop.orders o join shop.customer c on c.id = o.customer_id where o.amount > 100;
create view shop.names as select id, nick from shop.customer;
create materialized view shop.sums as select customer_id, sum(amount) as total from shop.orders group by customer_id;
create unique index sums_customer on shop.sums (customer_id);
create sequence shop.ticket as integer start with 100 increment by 5 cache 10;

-- Triggers, rules, policies.
create trigger touch before update on shop.customer for each row
  when (old.nick is distinct from new.nick) execute function shop.touch();
create trigger touch_note before update of note, nick on shop.customer for each row execute function shop.touch();
create trigger look_after after insert on shop.orders
  referencing new table as added for each statement execute function shop.look();
create constraint trigger look_late after update on shop.orders deferrable initially deferred
  for each row execute function shop.look('late');
create trigger look_event after insert on shop.event for each row execute function shop.look();
create rule keep_bookings as on delete to shop.booking do instead nothing;
create policy own on shop.diary for select to pg_monitor using (owner = current_user);
create policy write_own on shop.diary for insert with check (owner = current_user and secret);
create function audit.log_ddl() returns event_trigger language plpgsql as $$ begin null; end $$;
create event trigger log_ddl on ddl_command_end when tag in ('CREATE TABLE', 'DROP TABLE')
  execute function audit.log_ddl();
