-- a schema is gone
-- finds schema-missing: schema attic
drop schema attic cascade;

-- a schema has another name
-- finds renamed-schema: schema attic
alter schema attic rename to loft;

-- a schema too many
-- finds extra-schema: schema cellar
create schema cellar create table bottle (id integer);

-- an extension is gone
-- finds extension-missing: extension citext
drop extension citext;

-- an extension is newer
-- finds extension-version: extension pg_trgm
alter extension pg_trgm update to '1.6';

-- an extension is elsewhere
-- finds extension-schema: extension citext
alter extension citext set schema shop;

-- an extension too many
-- finds extra-extension: extension hstore
create extension hstore;

-- a table is gone with its partitions
-- finds missing-relation: table shop.event
drop table shop.event;

-- a parent is gone with its child
-- finds missing-relation: table audit.entry
drop table audit.entry cascade;

-- a foreign table is gone
-- finds missing-relation: table shop.remote
drop foreign table shop.remote;

-- a partition is gone
-- finds missing-relation: table shop.event_2027
drop table shop.event_2027;

-- a partition too many
-- finds extra-relation: table shop.event_2028
create table shop.event_2028 partition of shop.event for values from ('2028-01-01') to ('2029-01-01');

-- a table too many
-- finds extra-relation: table shop.draft
create table shop.draft (id serial primary key, text text);

-- a table is a view
-- finds relation-kind: table shop.diary
drop table shop.diary;
create view shop.diary as select 1 as one;

-- a partitioned table has another name
-- finds renamed-relation: table shop.event
alter table shop.event rename to happening;

-- a table that views read has another name
-- finds renamed-relation: table shop.customer
alter table shop.customer rename to client;

-- a table is partitioned that was not
-- finds table-form: table shop.replicated
-- finds primary-key-missing: constraint replicated_pkey on shop.replicated
-- finds constraint-missing: constraint replicated_name_key on shop.replicated
-- finds replica-identity: table shop.replicated
drop table shop.replicated;
create table shop.replicated (id integer not null, name text not null) partition by list (id);

-- a cache outlives a crash
-- finds table-unlogged: table shop.cache
alter table shop.cache set logged;

-- a table does not outlive a crash
-- finds table-unlogged: table shop.diary
alter table shop.diary set unlogged;

-- a table is packed full
-- finds table-options: table shop.orders
alter table shop.orders set (fillfactor = 100);

-- a table has options of vacuum
-- finds table-options: table shop.diary
alter table shop.diary set (autovacuum_enabled = false);

-- a table forgot its options
-- finds table-options: table shop.orders
alter table shop.orders reset (fillfactor);

-- a table is clustered
-- finds table-options: table shop.orders
alter table shop.orders cluster on orders_status;

-- options of a foreign table
-- finds table-options: table shop.remote
alter foreign table shop.remote options (set place 'b');

-- a child has left its parent
-- finds table-inheritance: table audit.entry_old
alter table audit.entry_old no inherit audit.entry;

-- a child of two parents
-- finds table-inheritance: table audit.entry_old
-- finds extra-relation: table attic.sack
create table attic.sack (id integer);
alter table audit.entry_old inherit attic.sack;

-- another key of partitions
-- finds partition-key: table shop.event
-- finds partition-bound: table shop.event_2026
-- finds partition-bound: table shop.event_2027
-- finds partition-bound: table shop.event_rest
-- finds extra-constraint: constraint event_kind_check on shop.event_2026
-- finds extra-constraint: constraint event_kind_check on shop.event_2027
-- finds extra-constraint: constraint event_kind_check on shop.event_rest
-- finds extra-index: index shop.event_2026_kind_idx
-- finds extra-index: index shop.event_2027_kind_idx
-- finds extra-index: index shop.event_rest_kind_idx
alter table shop.event detach partition shop.event_2026;
alter table shop.event detach partition shop.event_2027;
alter table shop.event detach partition shop.event_rest;
drop table shop.event;
create table shop.event (id bigint, at date not null, kind text constraint event_kind_check check (kind <> '')) partition by range (at, id);
create index event_kind on shop.event (kind);
create trigger look_event after insert on shop.event for each row execute function shop.look();

-- a partition of another year
-- finds partition-bound: table shop.event_2027
alter table shop.event detach partition shop.event_2027;
alter table shop.event attach partition shop.event_2027 for values from ('2027-01-01') to ('2029-01-01');

-- a partition is detached
-- finds partition-bound: table shop.event_2027
-- finds extra-constraint: constraint event_kind_check on shop.event_2027
-- finds extra-index: index shop.event_2027_kind_idx
alter table shop.event detach partition shop.event_2027;

-- a foreign table on another server
-- finds foreign-server: table shop.remote
drop foreign table shop.remote;
create foreign table shop.remote (id integer, name text) server farther options (place 'a');

-- rows are open to everybody
-- finds row-security: table shop.diary
alter table shop.diary disable row level security;

-- the owner sees all rows
-- finds row-security: table shop.diary
alter table shop.diary no force row level security;

-- rows are hidden that were not
-- finds row-security: table shop.orders
alter table shop.orders enable row level security;

-- replicas know rows by their key
-- finds replica-identity: table shop.replicated
alter table shop.replicated replica identity default;

-- replicas know rows by an index
-- finds replica-identity: table shop.replicated
alter table shop.replicated replica identity using index replicated_name_key;
