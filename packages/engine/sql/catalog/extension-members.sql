-- What belongs to an extension, one row each: catalog and OID. All versions.
select d.classid::regclass, d.objid
from pg_depend d
where d.deptype = 'e'
  and d.refclassid = 'pg_extension'::regclass
  and d.refobjid in (select oid from pg_extension)
