-- What the server is, and a mark of the history. One row. Needs CONNECT only. All versions.
-- $1 is the schema of the history. The mark changes with every write to it; it is `none` when there is none, and null on
-- a standby, whose counters do not follow what is replayed.
select
  pg_catalog.pg_is_in_recovery() as is_standby,
  pg_catalog.current_setting('server_version') as version,
  to_char(pg_catalog.pg_postmaster_start_time() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as started_at,
  -- This session is read-only by its own wish, so what others have is read from where it is set.
  exists (
    select
    from pg_catalog.pg_db_role_setting s
    where s.setrole = 0
      and s.setdatabase in (0, (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database()))
      and 'default_transaction_read_only=on' = any (s.setconfig)
  ) as read_only,
  case when not pg_catalog.pg_is_in_recovery() then coalesce((
    select
      pg_catalog.concat_ws(
        ':',
        c.oid,
        pg_catalog.pg_stat_get_tuples_inserted(c.oid),
        pg_catalog.pg_stat_get_tuples_updated(c.oid),
        pg_catalog.pg_stat_get_tuples_deleted(c.oid)
      )
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname = $1 and c.relname = 'history'
  ), 'none') end as history_mark
