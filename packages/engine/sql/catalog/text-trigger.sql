-- Whole definitions of triggers by OID: OID, place, version, text. All versions.
-- There is no function for the condition alone: it refers to two rows, OLD and NEW.
select t.oid, 0, t.xmin, pg_get_triggerdef(t.oid)
from pg_trigger t
where t.oid = any (:oids)
