-- What is a part of something else, one row each: catalog and OID. Members of extensions, which answer for them, and the
-- functions that the server makes for a range type. All versions.
select d.classid::regclass, d.objid
from pg_depend d
where d.deptype = 'e'
  and d.refclassid = 'pg_extension'::regclass
  and d.refobjid in (select oid from pg_extension)
union all
select d.classid::regclass, d.objid
from pg_depend d
where d.deptype = 'i'
  and d.classid = 'pg_proc'::regclass
