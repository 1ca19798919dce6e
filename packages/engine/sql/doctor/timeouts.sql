-- Timeouts that are set for the role, the database or the whole server, whatever this session has. One row each. All
-- versions; transaction_timeout since 17.
select name, reset_val || coalesce(unit, '') as value
from pg_settings
where name in ('lock_timeout', 'statement_timeout', 'transaction_timeout', 'idle_in_transaction_session_timeout')
  and reset_val <> '0'
order by name
