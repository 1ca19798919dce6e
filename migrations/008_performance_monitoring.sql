-- How fast the application is, what is normal for it, and when it was not.

-- One measurement.
CREATE TABLE system_performance_metrics (
  id serial PRIMARY KEY,
  timestamp timestamp NOT NULL DEFAULT current_timestamp,
  metric_name varchar(100) NOT NULL,
  value numeric NOT NULL,
  unit varchar(20) NOT NULL,
  tags jsonb DEFAULT '{}'::jsonb,
  metadata jsonb DEFAULT '{}'::jsonb
);

-- A chart reads one metric over a span of time; cleaning up reads time alone.
CREATE INDEX idx_system_performance_metrics_name_time ON system_performance_metrics (metric_name, timestamp DESC);
CREATE INDEX idx_system_performance_metrics_time ON system_performance_metrics (timestamp);
-- Charts are narrowed by tag (host, route).
CREATE INDEX idx_system_performance_metrics_tags ON system_performance_metrics USING gin (tags);

COMMENT ON TABLE system_performance_metrics IS 'Measurements, one row each.';
COMMENT ON COLUMN system_performance_metrics.unit IS 'ms, bytes, percent, count, ...';

-- A measurement far from its baseline.
CREATE TABLE performance_anomalies (
  id serial PRIMARY KEY,
  metric_name varchar(100) NOT NULL,
  anomaly_type varchar(50),
  severity varchar(20) NOT NULL DEFAULT 'medium' CHECK (
    severity IN ('info', 'low', 'warning', 'medium', 'high', 'critical')
  ),
  detected_at timestamp NOT NULL DEFAULT current_timestamp,
  baseline_value numeric,
  anomaly_value numeric,
  deviation_percentage numeric,
  description text NOT NULL,
  tags jsonb DEFAULT '{}'::jsonb,
  status varchar(50) DEFAULT 'active' CHECK (
    status IN ('active', 'open', 'acknowledged', 'investigating', 'resolved', 'ignored')
  ),
  resolved_at timestamp,
  resolution_notes text
);

CREATE INDEX idx_performance_anomalies_metric_name ON performance_anomalies (metric_name, detected_at DESC);
CREATE INDEX idx_performance_anomalies_status ON performance_anomalies (status, severity);

COMMENT ON TABLE performance_anomalies IS 'Measurements far from their baseline.';
COMMENT ON COLUMN performance_anomalies.deviation_percentage IS 'Signed: below zero when the metric fell.';

-- What is normal for a metric.
CREATE TABLE performance_baselines (
  id serial PRIMARY KEY,
  metric_name varchar(100) NOT NULL UNIQUE,
  avg_value numeric NOT NULL,
  p50_value numeric NOT NULL,
  p95_value numeric NOT NULL,
  p99_value numeric NOT NULL,
  min_value numeric NOT NULL,
  max_value numeric NOT NULL,
  std_deviation numeric NOT NULL CHECK (std_deviation >= 0),
  sample_size integer NOT NULL CHECK (sample_size >= 0),
  calculated_at timestamp NOT NULL DEFAULT current_timestamp,
  valid_until timestamp,
  tags jsonb DEFAULT '{}'::jsonb
);

CREATE INDEX idx_performance_baselines_valid_until ON performance_baselines (valid_until);

COMMENT ON TABLE performance_baselines IS 'What is normal for a metric, recomputed from its measurements.';
