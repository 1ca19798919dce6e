-- The rule that makes each view, one row each. All versions.
select r.ev_class, r.xmin
from pg_rewrite r
join pg_class c on c.oid = r.ev_class
join pg_namespace n on n.oid = c.relnamespace
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
  and r.rulename = '_RETURN'
