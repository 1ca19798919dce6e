-- The newest measurements of one name. Rows from before `value` existed have NaN there, which is no number in JSON.
SELECT timestamp::timestamptz AS at, value::double precision AS value, unit, coalesce(tags, '{}') AS tags,
  coalesce(metadata, '{}') AS metadata
FROM system_performance_metrics
WHERE metric_name = $1 AND timestamp >= $2::timestamptz::timestamp AND value <> 'NaN'
ORDER BY timestamp DESC
LIMIT $3
