-- Rules, one row each, without those that make a view. All versions.
select r.oid, r.ev_class, r.rulename, r.ev_type, r.is_instead, r.ev_enabled, r.xmin
from pg_rewrite r
join pg_class c on c.oid = r.ev_class
join pg_namespace n on n.oid = c.relnamespace
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
  and r.rulename <> '_RETURN'
