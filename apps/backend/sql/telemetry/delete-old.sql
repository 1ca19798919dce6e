-- Deletes telemetry older than $1 days, and says how much that was.
SELECT deleted_errors::integer AS errors, deleted_events::integer AS events FROM cleanup_old_telemetry($1)
