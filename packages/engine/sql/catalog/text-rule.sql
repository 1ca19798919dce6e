-- Rules by OID: OID, place, version, text. All versions.
select r.oid, 0, r.xmin, pg_get_ruledef(r.oid)
from pg_rewrite r
where r.oid = any (:oids)
