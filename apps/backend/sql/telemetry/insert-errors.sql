-- Errors that people met, a row for each element of the array.
INSERT INTO telemetry_errors (user_id, session_id, error_type, error_message, error_stack, component_stack, context)
SELECT $1, e.session_id, e.error_type, e.message, e.stack, e.component_stack, e.context
FROM jsonb_to_recordset($2::jsonb)
  AS e (session_id text, error_type text, message text, stack text, component_stack text, context jsonb)
