-- Who blocks a backend right now. :pid is the backend. All versions.
select
  b.pid,
  coalesce(a.application_name, '') as application,
  a.usename as "user",
  a.state,
  extract(epoch from clock_timestamp() - a.xact_start)::float8 as transaction_age,
  left(a.query, 200) as query
from unnest(pg_blocking_pids(:pid)) as b (pid)
left join pg_stat_activity a on a.pid = b.pid
order by a.xact_start nulls last
