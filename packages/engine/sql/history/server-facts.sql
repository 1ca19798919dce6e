-- One row: what the runner needs to know of the server and the session. All versions.
-- `layout` is the comment of the history table, null when there is none.
select
  current_setting('server_version') as server_version,
  current_setting('server_version_num')::int / 10000 as server_major,
  current_setting('standard_conforming_strings') = 'on' as standard_conforming_strings,
  pg_is_in_recovery() as is_standby,
  pg_backend_pid() as pid,
  version() like '%linux%' as is_linux,
  current_database() as database,
  current_user as role,
  current_setting('role') as role_setting,
  current_setting('search_path') as search_path,
  obj_description(to_regclass('plumbline.history'), 'pg_class') as layout
