-- Who has waited for a lock of this database for longer than $1 milliseconds, and who is in the way. Longest first, at
-- most 20. Needs CONNECT only; without pg_read_all_stats the blocker's application is not shown. Since 14 (waitstart).
select
  l.pid,
  l.mode,
  case when c.oid is null then l.locktype else pg_catalog.concat(n.nspname, '.', c.relname) end as object,
  pg_catalog.date_part('epoch', pg_catalog.clock_timestamp() - l.waitstart) * 1000 as waited_ms,
  coalesce(a.application_name, '') as application,
  b.pid as blocker_pid,
  coalesce(b.application_name, '') as blocker_application,
  b.state as blocker_state
from pg_catalog.pg_locks l
left join pg_catalog.pg_class c on c.oid = l.relation
left join pg_catalog.pg_namespace n on n.oid = c.relnamespace
left join pg_catalog.pg_stat_activity a on a.pid = l.pid
left join lateral (
  select s.pid, s.application_name, s.state
  from pg_catalog.pg_stat_activity s
  where s.pid = any (pg_catalog.pg_blocking_pids(l.pid))
  order by s.xact_start
  limit 1
) b on true
where not l.granted
  and l.waitstart < pg_catalog.clock_timestamp() - $1 * interval '1 millisecond'
  and coalesce(l.database, 0) in (0, (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database()))
order by waited_ms desc
limit 20
