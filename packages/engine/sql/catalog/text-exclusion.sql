-- Exclusion constraints by OID: OID, place, version, text. All versions.
select o.oid, 0, o.xmin, pg_get_constraintdef(o.oid)
from pg_constraint o
where o.oid = any (:oids)
