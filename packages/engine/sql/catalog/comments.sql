-- Comments, one row each: catalog, OID, column or 0, text. Those on extensions are left out: they come with them, and differ
-- from version to version. All versions.
select d.classoid::regclass, d.objoid, d.objsubid, d.description
from pg_description d
where d.classoid in (
    'pg_namespace'::regclass, 'pg_class'::regclass, 'pg_proc'::regclass, 'pg_type'::regclass, 'pg_constraint'::regclass,
    'pg_trigger'::regclass, 'pg_rewrite'::regclass, 'pg_policy'::regclass, 'pg_statistic_ext'::regclass,
    'pg_event_trigger'::regclass
  )
  and (d.objoid >= 16384 or d.classoid = 'pg_namespace'::regclass)
