-- Transactions that a migration could have to wait for: idle ones older than $idle, busy ones older than $busy, and
-- prepared ones. One row each, the oldest first; `pid` is null for a prepared one. Of other roles' sessions the server
-- shows times and states only to members of pg_monitor. All versions.
select
  pid,
  coalesce(application_name, '') as name,
  usename as "user",
  state,
  extract(epoch from clock_timestamp() - xact_start)::float8 as age
from pg_stat_activity
where datname = current_database()
  and pid <> pg_backend_pid()
  and (state like 'idle in transaction%' and xact_start < clock_timestamp() - $idle::interval
    or xact_start < clock_timestamp() - $busy::interval)
union all
select null, gid, owner, 'prepared', extract(epoch from clock_timestamp() - prepared)::float8
from pg_prepared_xacts
where database = current_database()
order by age desc nulls last
