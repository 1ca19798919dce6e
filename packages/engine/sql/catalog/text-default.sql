-- Defaults by OID of pg_attrdef: OID, place, version, text. All versions.
-- A default cannot refer to a column: without its table the server needs no lock on it.
select d.oid, 0, d.xmin, pg_get_expr(d.adbin, 0)
from pg_attrdef d
where d.oid = any (:oids)
