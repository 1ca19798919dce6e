-- A batch of measurements, a row for each element of the arrays.
INSERT INTO system_performance_metrics (timestamp, metric_name, value, unit, tags, metadata)
SELECT measured.at::timestamp, measured.name, measured.value, measured.unit, measured.tags, measured.metadata
FROM unnest($1::timestamptz[], $2::text[], $3::numeric[], $4::text[], $5::jsonb[], $6::jsonb[])
  AS measured (at, name, value, unit, tags, metadata)
