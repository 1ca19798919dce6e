-- Every migration that was ever tried, one row each. Needs SELECT on the history only.
select
  name,
  number,
  checksum,
  code_checksum,
  state,
  to_char(finished_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as applied_at,
  role,
  duration_ms,
  error,
  kind,
  mode,
  statements_done,
  statements_total,
  done_checksum,
  in_flight,
  backend_pid
from plumbline.history
