/**
 * Migrations whose every statement would show when it ran twice or not at all: rows without uniqueness, a counter, and
 * what runs outside of a transaction. Names to texts.
 */
const ran = (name) => `insert into ran values ('${name}');\nupdate counter set n = n + 1;\n`;

export const chain = {
  '001_tables.sql': `create table ran (name text);
create table counter (n int);
insert into counter values (0);
create table items (id int primary key, bucket int, note text);
insert into items select n, n % 97, 'note ' || n from generate_series(1, 50000) n;
${ran('001')}`,
  '002_people.sql': `create table people (id serial primary key, name text not null);
insert into people (name) select 'person ' || n from generate_series(1, 50) n;
${ran('002')}`,
  '003_function.sql': `create function bump() returns trigger language plpgsql as $$
begin
  new.name := new.name || ';';
  return new;
end
$$;
create trigger people_bump before update on people for each row execute function bump();
update people set name = name where id <= 10;
${ran('003')}`,
  '004_index.sql': `create index concurrently items_bucket_idx on items (bucket);
create unique index concurrently items_note_idx on items (note);
create index concurrently items_both_idx on items (bucket, note);`,
  '005_steps.sql': `-- plumbline: no-transaction
insert into ran values ('005 a');
update counter set n = n + 1;
insert into ran select '005 b' from pg_sleep(0.8);
vacuum items;
insert into ran values ('005 c');
update counter set n = n + 1;
insert into ran select '005 d' from pg_sleep(0.03);`,
  '006_events.sql': `create table events (id int, month int) partition by list (month);
create table events_1 partition of events for values in (1);
create table events_2 partition of events for values in (2);
create table events_3 partition of events for values in (3);
insert into events select n, 1 + n % 3 from generate_series(1, 300) n;
${ran('006')}`,
  '007_detach.sql': `alter table events detach partition events_1 concurrently;
alter table events detach partition events_2 concurrently;`,
  '008_column.sql': `alter table items add column extra int not null default 7;
select pg_sleep(0.05);
alter table items add constraint items_bucket_check check (bucket >= 0) not valid;
alter table items validate constraint items_bucket_check;
${ran('008')}`,
  '009_rebuild.sql': `reindex index concurrently items_bucket_idx;
drop index concurrently items_note_idx;
reindex table concurrently people;`,
  '010_copy.sql': `create table loaded (a int, b text);
copy loaded from stdin;
1\tone; $$
2\t\\N
\\.
${ran('010')}`,
  '011_mixed.sql': `-- plumbline: mixed
${ran('011')}create index concurrently loaded_a_idx on loaded (a);
insert into ran values ('011 last');`,
  '012_search_path.sql': `create schema other;
set search_path = other;
create table there (x int);
insert into there values (1);
insert into public.ran values ('012');`,
  '013_vacuum.sql': 'vacuum analyze items;\nvacuum people;',
  '014_last.sql': ran('014'),
  'views.sql': `-- plumbline: repeatable
create or replace view busy as select bucket, count(*) as n from public.items group by bucket;
insert into public.ran values ('views');`,
};
