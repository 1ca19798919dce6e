-- The schemas that are read, one row each. All versions.
select n.oid, n.nspname
from pg_namespace n
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
