-- Relations that somebody holds or awaits the strongest lock on, with the rules, functions and policies that mention
-- them: their texts would have to wait. One row each. Needs no privilege. All versions.
with locked (oid) as (
  select distinct l.relation
  from pg_locks l
  where l.locktype = 'relation'
    and l.mode = 'AccessExclusiveLock'
    and l.database = (select oid from pg_database where datname = current_database())
    and l.pid <> pg_backend_pid()
)
select oid from locked
union
select coalesce(r.ev_class, d.objid)
from pg_depend d
left join pg_rewrite r on r.oid = d.objid and d.classid = 'pg_rewrite'::regclass
where d.refclassid = 'pg_class'::regclass
  and d.refobjid in (select oid from locked)
