-- Extended statistics, one row each. All versions.
select
  s.oid,
  n.nspname,
  s.stxname,
  s.stxrelid,
  s.stxkind,
  s.stxkeys,
  s.stxexprs is not null,
  nullif(s.stxstattarget, -1),
  s.xmin
from pg_statistic_ext s
join pg_namespace n on n.oid = s.stxnamespace
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
