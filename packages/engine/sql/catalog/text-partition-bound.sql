-- Bounds of partitions by OID of the table: OID, place, version, text. Needs no lock. All versions.
select c.oid, 0, c.xmin, pg_get_expr(c.relpartbound, 0)
from pg_class c
where c.oid = any (:oids)
