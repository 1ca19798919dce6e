-- Defaults and generation expressions by OID of pg_attrdef: OID, place, version, text. All versions.
-- A default cannot refer to a column: without its table the server needs no lock on it. A generation expression can.
select d.oid, 0, d.xmin, pg_get_expr(d.adbin, case when a.attgenerated = '' then 0 else d.adrelid end)
from pg_attrdef d
join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
where d.oid = any (:oids)
