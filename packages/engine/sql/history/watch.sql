-- Who blocks a backend right now, and how far its CREATE INDEX is. :pid is the backend, or 0 when it is known only by
-- the mark of its message, $mark. One row a blocker, or one row of nulls when nobody blocks it. All versions.
with backend as (
  select pid
  from pg_stat_activity
  where case when :pid = 0 then datname = current_database() and starts_with(query, $mark) and state = 'active' else pid = :pid end
  limit 1
)
select
  b.pid,
  coalesce(a.application_name, '') as application,
  a.usename as "user",
  a.state,
  extract(epoch from clock_timestamp() - a.xact_start)::float8 as transaction_age,
  left(a.query, 200) as query,
  p.phase,
  case when p.blocks_total > 0 then round(100.0 * p.blocks_done / p.blocks_total, 1)
       when p.tuples_total > 0 then round(100.0 * p.tuples_done / p.tuples_total, 1)
  end as percent
from (select 1) as one
left join backend on true
left join pg_stat_progress_create_index p on p.pid = backend.pid
left join unnest(pg_blocking_pids(backend.pid)) as b (pid) on true
left join pg_stat_activity a on a.pid = b.pid
order by a.xact_start nulls last
