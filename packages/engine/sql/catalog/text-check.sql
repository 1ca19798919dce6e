-- CHECK expressions of tables and domains by OID: OID, place, version, text. All versions.
select o.oid, 0, o.xmin, pg_get_expr(o.conbin, o.conrelid)
from pg_constraint o
where o.oid = any (:oids)
