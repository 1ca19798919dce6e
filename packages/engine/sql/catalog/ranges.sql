-- What a range is made of, one row each. Functions are named with their schema. All versions.
select
  r.rngtypid,
  r.rngsubtype,
  r.rngcollation,
  r.rngsubopc,
  r.rngmultitypid,
  cn.nspname,
  c.proname,
  dn.nspname,
  d.proname
from pg_range r
join pg_type t on t.oid = r.rngtypid
join pg_namespace n on n.oid = t.typnamespace
left join pg_proc c on c.oid = r.rngcanonical
left join pg_namespace cn on cn.oid = c.pronamespace
left join pg_proc d on d.oid = r.rngsubdiff
left join pg_namespace dn on dn.oid = d.pronamespace
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
