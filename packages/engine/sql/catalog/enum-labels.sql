-- Labels of enums in order, one row each. All versions.
select e.enumtypid, e.enumlabel
from pg_enum e
join pg_type t on t.oid = e.enumtypid
join pg_namespace n on n.oid = t.typnamespace
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
order by e.enumtypid, e.enumsortorder
