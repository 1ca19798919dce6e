-- Every type that something refers to, with its modifier, as it is written. One row each. All versions.
-- Names of user types come from the catalogs: format_type looks at them as they are now, not as the snapshot has them.
with used (oid, typmod) as (
  select a.atttypid, a.atttypmod
  from pg_attribute a
  join pg_class c on c.oid = a.attrelid
  join pg_namespace n on n.oid = c.relnamespace
  where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
    and c.relkind in ('r', 'p', 'f', 'v', 'm', 'c')
    and a.attnum > 0
    and not a.attisdropped
  union
  select unnest(p.prorettype || p.proargtypes::oid[] || p.proallargtypes), -1
  from pg_proc p
  join pg_namespace n on n.oid = p.pronamespace
  where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
  union
  select a.aggtranstype, -1
  from pg_aggregate a
  join pg_proc p on p.oid = a.aggfnoid
  join pg_namespace n on n.oid = p.pronamespace
  where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
  union
  select t.typbasetype, t.typtypmod
  from pg_type t
  join pg_namespace n on n.oid = t.typnamespace
  where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
    and t.typtype = 'd'
  union
  select unnest(array[r.rngsubtype, r.rngmultitypid]), -1
  from pg_range r
  union
  select c.reloftype, -1
  from pg_class c
  where c.reloftype <> 0
)
select
  used.oid,
  used.typmod,
  case
    when n.nspname = 'pg_catalog' or used.typmod >= 0 then format_type(used.oid, used.typmod)
    when e.oid is not null then quote_ident(en.nspname) || '.' || quote_ident(e.typname) || '[]'
    else quote_ident(n.nspname) || '.' || quote_ident(t.typname)
  end as written,
  t.typstorage,
  t.typcollation
from used
join pg_type t on t.oid = used.oid
join pg_namespace n on n.oid = t.typnamespace
left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
left join pg_namespace en on en.oid = e.typnamespace
