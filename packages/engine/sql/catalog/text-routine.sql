-- Argument defaults and SQL-standard bodies by OID: OID, 1 for the defaults or 2 for the body, version, text. All versions.
select p.oid, 1, p.xmin, pg_get_expr(p.proargdefaults, 0)
from pg_proc p
where p.oid = any (:oids)
  and p.proargdefaults is not null
union all
select p.oid, 2, p.xmin, pg_get_function_sqlbody(p.oid)
from pg_proc p
where p.oid = any (:oids)
  and p.prosqlbody is not null
