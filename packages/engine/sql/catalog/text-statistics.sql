-- Expressions of extended statistics by OID: OID, place, version, text. All versions.
select s.oid, 0, s.xmin, array_to_string(pg_get_statisticsobjdef_expressions(s.oid), ', ')
from pg_statistic_ext s
where s.oid = any (:oids)
