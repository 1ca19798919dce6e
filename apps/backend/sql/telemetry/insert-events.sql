-- What people did, a row for each element of the array.
INSERT INTO telemetry_events (user_id, session_id, type, data, context)
SELECT $1, e.session_id, e.type, e.data, e.context
FROM jsonb_to_recordset($2::jsonb) AS e (session_id text, type text, data jsonb, context jsonb)
