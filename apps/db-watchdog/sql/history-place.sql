-- Where the history in schema $1 is, and whether this role may read it. No row when there is none. Needs CONNECT only.
-- All versions.
select
  pg_catalog.has_schema_privilege(n.oid, 'usage') and pg_catalog.has_table_privilege(c.oid, 'select') as is_readable
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where n.nspname = $1 and c.relname = 'history'
