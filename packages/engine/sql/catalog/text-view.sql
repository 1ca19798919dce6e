-- Queries of views by OID: OID, place, version of the rule, text. All versions.
select r.ev_class, 0, r.xmin, pg_get_viewdef(r.ev_class)
from pg_rewrite r
where r.ev_class = any (:oids)
  and r.rulename = '_RETURN'
