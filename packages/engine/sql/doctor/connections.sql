-- One row: how many connections there are and may be. All versions; reserved_connections since 16.
select
  (select sum(numbackends) from pg_stat_database)::int as used,
  current_setting('max_connections')::int
    - current_setting('superuser_reserved_connections')::int
    - coalesce(current_setting('reserved_connections', true)::int, 0) as allowed,
  (select rolconnlimit from pg_roles where rolname = current_user) as role_limit,
  (select count(*) from pg_stat_activity where usename = current_user)::int as role_used,
  (select datconnlimit from pg_database where datname = current_database()) as database_limit,
  (select numbackends from pg_stat_database where datname = current_database()) as database_used
