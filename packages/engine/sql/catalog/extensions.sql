-- Extensions, one row each: OID, schema, name, version. All versions.
select e.oid, n.nspname, e.extname, e.extversion
from pg_extension e
join pg_namespace n on n.oid = e.extnamespace
