-- What the application reports of itself. This file has no number, so it runs after all that have one.

-- Errors people met.
CREATE TABLE telemetry_errors (
  id serial PRIMARY KEY,
  user_id integer REFERENCES users (id) ON DELETE SET NULL,
  session_id varchar(255),
  error_type varchar(255) NOT NULL,
  error_message text,
  error_stack text,
  component_stack text,
  context jsonb DEFAULT '{}'::jsonb,
  created_at timestamp DEFAULT current_timestamp
);

CREATE INDEX idx_telemetry_errors_created_at ON telemetry_errors (created_at);
CREATE INDEX idx_telemetry_errors_error_type ON telemetry_errors (error_type, created_at DESC);
CREATE INDEX idx_telemetry_errors_user_id ON telemetry_errors (user_id);
CREATE INDEX idx_telemetry_errors_session_id ON telemetry_errors (session_id);

COMMENT ON TABLE telemetry_errors IS 'Errors people met.';
COMMENT ON COLUMN telemetry_errors.component_stack IS 'Where in the page it happened, as the browser tells it.';

-- What people did.
CREATE TABLE telemetry_events (
  id serial PRIMARY KEY,
  user_id integer REFERENCES users (id) ON DELETE SET NULL,
  session_id varchar(255),
  type varchar(255) NOT NULL,
  data jsonb DEFAULT '{}'::jsonb,
  context jsonb DEFAULT '{}'::jsonb,
  timestamp timestamp DEFAULT current_timestamp
);

CREATE INDEX idx_telemetry_events_timestamp ON telemetry_events (timestamp);
CREATE INDEX idx_telemetry_events_type ON telemetry_events (type, timestamp DESC);
CREATE INDEX idx_telemetry_events_user_id ON telemetry_events (user_id);
CREATE INDEX idx_telemetry_events_session_id ON telemetry_events (session_id);

COMMENT ON TABLE telemetry_events IS 'What people did.';

-- Deletes what is older than so many days, and says how much that was. A retention below zero would mean rows of the
-- future, that is, all of them: refused.
CREATE FUNCTION cleanup_old_telemetry(retention_days integer DEFAULT 90)
RETURNS TABLE (deleted_errors bigint, deleted_events bigint)
LANGUAGE plpgsql AS $$
DECLARE
  oldest_kept timestamp;
BEGIN
  IF retention_days IS NULL OR retention_days < 0 THEN
    RAISE EXCEPTION 'retention_days must be 0 or more, not %', retention_days
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  oldest_kept := current_timestamp - make_interval(days => retention_days);

  DELETE FROM telemetry_errors WHERE created_at < oldest_kept;
  GET DIAGNOSTICS deleted_errors = ROW_COUNT;
  DELETE FROM telemetry_events e WHERE e.timestamp < oldest_kept;
  GET DIAGNOSTICS deleted_events = ROW_COUNT;
  RETURN NEXT;
END;
$$;

COMMENT ON FUNCTION cleanup_old_telemetry(integer) IS 'Deletes telemetry older than so many days; returns how many rows of each table.';
