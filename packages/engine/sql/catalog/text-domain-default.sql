-- Defaults of domains by OID: OID, place, version, text. Needs no lock. All versions.
select t.oid, 0, t.xmin, pg_get_expr(t.typdefaultbin, 0)
from pg_type t
where t.oid = any (:oids)
