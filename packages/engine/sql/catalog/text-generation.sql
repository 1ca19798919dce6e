-- Generation expressions by OID of pg_attrdef: OID, place, version, text. All versions.
select d.oid, 0, d.xmin, pg_get_expr(d.adbin, d.adrelid)
from pg_attrdef d
where d.oid = any (:oids)
