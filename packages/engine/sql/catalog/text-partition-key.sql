-- Keys of partitioned tables by OID: OID, place, version, text. All versions.
select c.oid, 0, c.xmin, pg_get_partkeydef(c.oid)
from pg_class c
where c.oid = any (:oids)
