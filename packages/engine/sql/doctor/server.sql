-- One row: the server and the session. Behind a transaction pooler `pid` is not the one the client was told of.
-- All versions.
select
  current_setting('server_version') as version,
  current_setting('server_version_num')::int / 10000 as major,
  pg_backend_pid() as pid,
  pg_is_in_recovery() as is_standby,
  current_setting('default_transaction_read_only') = 'on' as is_read_only,
  current_setting('server_encoding') as encoding,
  current_setting('standard_conforming_strings') = 'on' as standard_strings
