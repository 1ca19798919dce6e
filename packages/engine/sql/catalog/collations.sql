-- Every collation, one row each: OID, schema, name. All versions.
select c.oid, n.nspname, c.collname
from pg_collation c
join pg_namespace n on n.oid = c.collnamespace
