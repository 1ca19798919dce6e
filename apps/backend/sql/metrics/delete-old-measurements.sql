-- Deletes up to $2 of the measurements older than $1 days, and says how many that were.
WITH old AS (
  SELECT id FROM system_performance_metrics
  WHERE timestamp < current_timestamp - make_interval(days => $1)
  ORDER BY timestamp
  LIMIT $2
), deleted AS (
  DELETE FROM system_performance_metrics m USING old WHERE m.id = old.id RETURNING m.id
)
SELECT count(*)::integer AS deleted FROM deleted
