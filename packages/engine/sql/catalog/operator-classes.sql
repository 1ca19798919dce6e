-- Every operator class, one row each: OID, schema, name, access method, whether it is the default of its type. All versions.
select c.oid, n.nspname, c.opcname, c.opcmethod, c.opcdefault, c.opcintype
from pg_opclass c
join pg_namespace n on n.oid = c.opcnamespace
