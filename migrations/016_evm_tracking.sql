-- Earned value management: is a project on budget and on time?
--
-- Planned value (PV) is the work scheduled, earned value (EV) the work done, actual cost (AC) the money spent, all in
-- money. EV/AC and EV/PV are the cost and schedule performance indices: 1 is on plan, below 1 is over budget or late.

-- A project under earned value management.
CREATE TABLE evm_projects (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  project_name varchar(500) NOT NULL,
  project_number varchar(100) UNIQUE,
  opportunity_id integer REFERENCES opportunities (id) ON DELETE SET NULL,
  contract_award_id uuid REFERENCES fpds_contract_awards (id) ON DELETE SET NULL,
  contract_piid varchar(255),
  description text,
  project_manager_id uuid,
  project_status varchar(50) DEFAULT 'active' CHECK (
    project_status IN ('planning', 'planned', 'active', 'on_hold', 'completed', 'cancelled', 'closed')
  ),
  total_budget numeric(15,2) NOT NULL CHECK (total_budget >= 0),
  budget_at_completion numeric(15,2) CHECK (budget_at_completion >= 0),
  planned_start_date date NOT NULL,
  planned_end_date date NOT NULL,
  actual_start_date date,
  actual_end_date date,
  cpi_threshold numeric(5,4) DEFAULT 0.9,
  spi_threshold numeric(5,4) DEFAULT 0.9,
  current_cpi numeric(5,4),
  current_spi numeric(5,4),
  current_cv numeric(15,2),
  current_sv numeric(15,2),
  estimate_at_completion numeric(15,2),
  estimate_to_complete numeric(15,2),
  variance_at_completion numeric(15,2),
  tcpi numeric(5,4),
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp,
  created_by uuid,
  CONSTRAINT evm_projects_planned_dates_check CHECK (planned_end_date >= planned_start_date)
);

CREATE INDEX idx_evm_projects_status ON evm_projects (project_status);
CREATE INDEX idx_evm_projects_opportunity_id ON evm_projects (opportunity_id);
CREATE INDEX idx_evm_projects_contract_award_id ON evm_projects (contract_award_id);
CREATE INDEX idx_evm_projects_project_manager_id ON evm_projects (project_manager_id);
CREATE INDEX idx_evm_projects_created_by ON evm_projects (created_by);

COMMENT ON TABLE evm_projects IS 'Projects under earned value management.';
COMMENT ON COLUMN evm_projects.budget_at_completion IS 'The approved budget; total_budget counts where it is empty.';
COMMENT ON COLUMN evm_projects.tcpi IS 'To-complete performance index: how well the rest must go to keep the budget.';

-- One period of reporting.
CREATE TABLE evm_reporting_periods (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  project_id uuid REFERENCES evm_projects (id) ON DELETE CASCADE,
  period_start_date date NOT NULL,
  period_end_date date NOT NULL,
  period_name varchar(100),
  planned_value numeric(15,2) NOT NULL DEFAULT 0,
  earned_value numeric(15,2) NOT NULL DEFAULT 0,
  actual_cost numeric(15,2) NOT NULL DEFAULT 0,
  cumulative_pv numeric(15,2) NOT NULL DEFAULT 0,
  cumulative_ev numeric(15,2) NOT NULL DEFAULT 0,
  cumulative_ac numeric(15,2) NOT NULL DEFAULT 0,
  cost_performance_index numeric(5,4),
  schedule_performance_index numeric(5,4),
  cost_variance numeric(15,2),
  schedule_variance numeric(15,2),
  percent_planned numeric(5,4),
  percent_complete numeric(5,4),
  percent_spent numeric(5,4),
  performance_summary text,
  issues_identified text,
  corrective_actions text,
  reported_by uuid,
  reported_at timestamp DEFAULT current_timestamp,
  created_at timestamp DEFAULT current_timestamp,
  CONSTRAINT evm_reporting_periods_dates_check CHECK (period_end_date >= period_start_date)
);

CREATE INDEX idx_evm_reporting_periods_project_id ON evm_reporting_periods (project_id, period_end_date DESC);
CREATE INDEX idx_evm_reporting_periods_reported_by ON evm_reporting_periods (reported_by);

COMMENT ON TABLE evm_reporting_periods IS 'Figures of one period; indices, variances and percents are computed by a trigger.';
COMMENT ON COLUMN evm_reporting_periods.percent_complete IS 'A share of the budget, not a percentage: 1 is all of it.';

-- The work, broken down.
CREATE TABLE evm_wbs (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  project_id uuid REFERENCES evm_projects (id) ON DELETE CASCADE,
  wbs_code varchar(50) NOT NULL,
  wbs_name varchar(500) NOT NULL,
  parent_wbs_id uuid REFERENCES evm_wbs (id) ON DELETE CASCADE,
  level integer NOT NULL CHECK (level >= 0),
  baseline_budget numeric(15,2),
  baseline_start_date date,
  baseline_end_date date,
  planned_value numeric(15,2) DEFAULT 0,
  earned_value numeric(15,2) DEFAULT 0,
  actual_cost numeric(15,2) DEFAULT 0,
  responsible_user_id uuid,
  status varchar(50) DEFAULT 'not_started' CHECK (
    status IN ('not_started', 'planned', 'in_progress', 'active', 'completed', 'on_hold', 'cancelled')
  ),
  percent_complete integer DEFAULT 0 CHECK (percent_complete BETWEEN 0 AND 100),
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp
);

CREATE INDEX idx_evm_wbs_project_id ON evm_wbs (project_id, wbs_code);
CREATE INDEX idx_evm_wbs_parent_wbs_id ON evm_wbs (parent_wbs_id);
CREATE INDEX idx_evm_wbs_responsible_user_id ON evm_wbs (responsible_user_id);

COMMENT ON TABLE evm_wbs IS 'Work breakdown structure: the parts of a project, in a tree.';

-- Something that went out of bounds.
CREATE TABLE evm_performance_alerts (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  project_id uuid REFERENCES evm_projects (id) ON DELETE CASCADE,
  reporting_period_id uuid REFERENCES evm_reporting_periods (id) ON DELETE CASCADE,
  alert_type varchar(50) NOT NULL,
  severity varchar(20) NOT NULL DEFAULT 'medium' CHECK (
    severity IN ('info', 'low', 'warning', 'medium', 'high', 'critical')
  ),
  metric_name varchar(50),
  metric_value numeric(15,2),
  threshold_value numeric(15,2),
  alert_title varchar(200),
  alert_message text,
  status varchar(50) DEFAULT 'active' CHECK (
    status IN ('active', 'open', 'acknowledged', 'resolved', 'dismissed')
  ),
  acknowledged_by uuid,
  acknowledged_at timestamp,
  resolved_at timestamp,
  resolution_notes text,
  created_at timestamp DEFAULT current_timestamp
);

CREATE INDEX idx_evm_alerts_project_id ON evm_performance_alerts (project_id, created_at DESC);
CREATE INDEX idx_evm_alerts_reporting_period_id ON evm_performance_alerts (reporting_period_id);
CREATE INDEX idx_evm_alerts_status ON evm_performance_alerts (status, severity);
CREATE INDEX idx_evm_alerts_acknowledged_by ON evm_performance_alerts (acknowledged_by);

COMMENT ON TABLE evm_performance_alerts IS 'Indices and variances that went out of bounds.';

-- Where a project will end.
CREATE TABLE evm_forecasts (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  project_id uuid REFERENCES evm_projects (id) ON DELETE CASCADE,
  forecast_date date NOT NULL,
  eac_method varchar(100),
  estimate_at_completion numeric(15,2),
  estimate_to_complete numeric(15,2),
  variance_at_completion numeric(15,2),
  tcpi_bac numeric(5,4),
  tcpi_eac numeric(5,4),
  estimated_completion_date date,
  schedule_variance_days integer,
  confidence_level varchar(20),
  assumptions text,
  risks text,
  trend_analysis text,
  recommendations text,
  created_at timestamp DEFAULT current_timestamp,
  created_by uuid
);

CREATE INDEX idx_evm_forecasts_project_id ON evm_forecasts (project_id, forecast_date DESC);
CREATE INDEX idx_evm_forecasts_created_by ON evm_forecasts (created_by);

COMMENT ON TABLE evm_forecasts IS 'Estimates of where a project will end, and by which method.';
COMMENT ON COLUMN evm_forecasts.tcpi_bac IS 'Performance needed to end within the budget; tcpi_eac: within the estimate.';

-- A changed row says when it changed; 017 and 018 use it too.
CREATE FUNCTION update_evm_updated_at() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := current_timestamp;
  RETURN NEW;
END;
$$;

CREATE TRIGGER evm_projects_updated_at_trigger
  BEFORE UPDATE ON evm_projects
  FOR EACH ROW EXECUTE FUNCTION update_evm_updated_at();

CREATE TRIGGER evm_wbs_updated_at_trigger
  BEFORE UPDATE ON evm_wbs
  FOR EACH ROW EXECUTE FUNCTION update_evm_updated_at();

-- Indices, variances and shares follow from the cumulative figures of a period. Dividing by nothing gives no answer:
-- NULL, not an error. A ratio of ten or more does not fit numeric(5,4); it is kept as 9.9999, far off plan either way,
-- because a period with almost no cost yet must not be refused.
CREATE FUNCTION calculate_evm_metrics() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  budget numeric;
BEGIN
  SELECT coalesce(p.budget_at_completion, p.total_budget) INTO budget
    FROM evm_projects p
    WHERE p.id = NEW.project_id;

  NEW.cost_variance := NEW.cumulative_ev - NEW.cumulative_ac;
  NEW.schedule_variance := NEW.cumulative_ev - NEW.cumulative_pv;
  NEW.cost_performance_index := CASE WHEN NEW.cumulative_ac <> 0
    THEN greatest(least(NEW.cumulative_ev / NEW.cumulative_ac, 9.9999), -9.9999) END;
  NEW.schedule_performance_index := CASE WHEN NEW.cumulative_pv <> 0
    THEN greatest(least(NEW.cumulative_ev / NEW.cumulative_pv, 9.9999), -9.9999) END;
  NEW.percent_planned := CASE WHEN budget <> 0
    THEN greatest(least(NEW.cumulative_pv / budget, 9.9999), -9.9999) END;
  NEW.percent_complete := CASE WHEN budget <> 0
    THEN greatest(least(NEW.cumulative_ev / budget, 9.9999), -9.9999) END;
  NEW.percent_spent := CASE WHEN budget <> 0
    THEN greatest(least(NEW.cumulative_ac / budget, 9.9999), -9.9999) END;
  RETURN NEW;
END;
$$;

CREATE TRIGGER evm_periods_calculate_metrics
  BEFORE INSERT OR UPDATE ON evm_reporting_periods
  FOR EACH ROW EXECUTE FUNCTION calculate_evm_metrics();
