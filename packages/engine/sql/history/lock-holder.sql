-- Who holds the migration lock: one row or none. $1 is the lock key, split as pg_locks shows it. All versions.
select
  l.pid,
  coalesce(a.application_name, '') as application,
  a.state,
  extract(epoch from clock_timestamp() - a.xact_start)::float8 as age
from pg_locks l
left join pg_stat_activity a on a.pid = l.pid
where l.locktype = 'advisory'
  and l.granted
  and l.objsubid = 1
  and l.database = (select oid from pg_database where datname = current_database())
  and l.classid::bigint = :high
  and l.objid::bigint = :low
limit 1
