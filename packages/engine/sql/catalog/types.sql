-- Enums, domains and ranges, one row each. All versions.
select
  t.oid,
  n.nspname,
  t.typname,
  t.typtype,
  t.typbasetype,
  case when t.typtypmod >= 0 then format_type(t.typbasetype, t.typtypmod) end as modified_type,
  t.typnotnull,
  t.typdefaultbin is not null,
  t.typcollation,
  t.xmin
from pg_type t
join pg_namespace n on n.oid = t.typnamespace
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
  and t.typtype in ('e', 'd', 'r')
