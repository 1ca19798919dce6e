-- The market as a whole: who spends what, on whom, and where it is going.

-- Where the figures come from.
CREATE TABLE market_data_sources (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  source_name varchar(255) NOT NULL UNIQUE,
  source_type varchar(100),
  source_url varchar(500),
  api_endpoint varchar(500),
  api_version varchar(50),
  requires_authentication boolean DEFAULT false,
  api_key_reference varchar(255),
  is_active boolean DEFAULT true,
  last_sync timestamp,
  sync_frequency_hours integer DEFAULT 24 CHECK (sync_frequency_hours >= 0),
  rate_limit_per_hour integer CHECK (rate_limit_per_hour >= 0),
  rate_limit_per_day integer CHECK (rate_limit_per_day >= 0),
  reliability_score integer CHECK (reliability_score BETWEEN 0 AND 100),
  data_freshness_days integer CHECK (data_freshness_days >= 0),
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp
);

COMMENT ON TABLE market_data_sources IS 'Where the figures come from.';
COMMENT ON COLUMN market_data_sources.api_key_reference IS 'Name of the key in api_secrets; never the key itself.';

-- What an agency spends, by period.
CREATE TABLE agency_spending_trends (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  agency_name varchar(500) NOT NULL,
  agency_code varchar(100),
  sub_agency_name varchar(500),
  sub_agency_code varchar(100),
  fiscal_year integer NOT NULL,
  fiscal_quarter integer CHECK (fiscal_quarter BETWEEN 1 AND 4),
  fiscal_month integer CHECK (fiscal_month BETWEEN 1 AND 12),
  category varchar(100),
  subcategory varchar(200),
  it_software_spending numeric(15,2),
  it_hardware_spending numeric(15,2),
  it_services_spending numeric(15,2),
  cloud_spending numeric(15,2),
  cybersecurity_spending numeric(15,2),
  total_obligated numeric(15,2),
  total_contracts_count integer CHECK (total_contracts_count >= 0),
  yoy_change_percent numeric(5,2),
  qoq_change_percent numeric(5,2),
  small_business_dollars numeric(15,2),
  small_business_percent numeric(5,2) CHECK (small_business_percent BETWEEN 0 AND 100),
  data_source_id uuid REFERENCES market_data_sources (id) ON DELETE SET NULL,
  external_reference_id varchar(255),
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp
);

CREATE INDEX idx_agency_spending_agency ON agency_spending_trends (agency_code, fiscal_year DESC, fiscal_quarter);
CREATE INDEX idx_agency_spending_fiscal_year ON agency_spending_trends (fiscal_year DESC);
CREATE INDEX idx_agency_spending_data_source_id ON agency_spending_trends (data_source_id);

COMMENT ON TABLE agency_spending_trends IS 'What an agency spends, by year, quarter or month.';
COMMENT ON COLUMN agency_spending_trends.fiscal_month IS 'Month of the fiscal year: 1 is October.';
COMMENT ON COLUMN agency_spending_trends.total_obligated IS 'Below zero when more was taken back than given.';

-- What contracts are worth, by some grouping.
CREATE TABLE contract_value_analytics (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  aggregation_type varchar(50) NOT NULL,
  aggregation_key varchar(255) NOT NULL,
  aggregation_label varchar(500),
  fiscal_year integer NOT NULL,
  fiscal_quarter integer CHECK (fiscal_quarter BETWEEN 1 AND 4),
  total_contracts integer DEFAULT 0 CHECK (total_contracts >= 0),
  total_value numeric(15,2) DEFAULT 0,
  average_value numeric(15,2),
  median_value numeric(15,2),
  min_value numeric(15,2),
  max_value numeric(15,2),
  under_100k_count integer DEFAULT 0 CHECK (under_100k_count >= 0),
  between_100k_1m_count integer DEFAULT 0 CHECK (between_100k_1m_count >= 0),
  between_1m_10m_count integer DEFAULT 0 CHECK (between_1m_10m_count >= 0),
  over_10m_count integer DEFAULT 0 CHECK (over_10m_count >= 0),
  competed_contracts integer DEFAULT 0 CHECK (competed_contracts >= 0),
  competed_value numeric(15,2),
  sole_source_contracts integer DEFAULT 0 CHECK (sole_source_contracts >= 0),
  sole_source_value numeric(15,2),
  small_business_value numeric(15,2),
  eight_a_value numeric(15,2),
  hubzone_value numeric(15,2),
  sdvosb_value numeric(15,2),
  wosb_value numeric(15,2),
  unrestricted_value numeric(15,2),
  trend_direction varchar(20),
  growth_rate numeric(5,2),
  data_source_id uuid REFERENCES market_data_sources (id) ON DELETE SET NULL,
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp
);

CREATE INDEX idx_contract_analytics_key
  ON contract_value_analytics (aggregation_type, aggregation_key, fiscal_year DESC, fiscal_quarter);
CREATE INDEX idx_contract_analytics_data_source_id ON contract_value_analytics (data_source_id);

COMMENT ON TABLE contract_value_analytics IS 'What contracts are worth, grouped by agency, NAICS code, set-aside, ...';
COMMENT ON COLUMN contract_value_analytics.aggregation_key IS 'The agency, code or vendor that aggregation_type says.';

-- How set-asides are competed for.
CREATE TABLE setaside_intelligence (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  setaside_type varchar(100) NOT NULL,
  naics_code varchar(10),
  naics_description text,
  psc_code varchar(10),
  psc_description text,
  fiscal_year integer NOT NULL,
  fiscal_quarter integer CHECK (fiscal_quarter BETWEEN 1 AND 4),
  total_opportunities integer DEFAULT 0 CHECK (total_opportunities >= 0),
  average_bidders numeric(5,2) CHECK (average_bidders >= 0),
  competition_intensity varchar(20),
  total_awards integer DEFAULT 0 CHECK (total_awards >= 0),
  total_award_value numeric(15,2),
  average_award_value numeric(15,2),
  estimated_bidders_total integer CHECK (estimated_bidders_total >= 0),
  winners_identified integer CHECK (winners_identified >= 0),
  win_rate numeric(5,4) CHECK (win_rate BETWEEN 0 AND 1),
  small_business_wins integer CHECK (small_business_wins >= 0),
  large_business_wins integer CHECK (large_business_wins >= 0),
  small_business_win_rate numeric(5,4) CHECK (small_business_win_rate BETWEEN 0 AND 1),
  recompete_count integer CHECK (recompete_count >= 0),
  incumbent_retained_count integer CHECK (incumbent_retained_count >= 0),
  incumbent_retention_rate numeric(5,4) CHECK (incumbent_retention_rate BETWEEN 0 AND 1),
  protests_filed integer CHECK (protests_filed >= 0),
  protests_sustained integer CHECK (protests_sustained >= 0),
  new_entrants integer CHECK (new_entrants >= 0),
  market_concentration_index numeric(5,4) CHECK (market_concentration_index BETWEEN 0 AND 1),
  data_source_id uuid REFERENCES market_data_sources (id) ON DELETE SET NULL,
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp
);

CREATE INDEX idx_setaside_intelligence_type ON setaside_intelligence (setaside_type, fiscal_year DESC, fiscal_quarter);
CREATE INDEX idx_setaside_intelligence_naics_code ON setaside_intelligence (naics_code);
CREATE INDEX idx_setaside_intelligence_data_source_id ON setaside_intelligence (data_source_id);

COMMENT ON TABLE setaside_intelligence IS 'How set-asides are competed for, and who wins them.';
COMMENT ON COLUMN setaside_intelligence.win_rate IS 'A share, 0 to 1; so are the other rates here.';

-- Where it is going.
CREATE TABLE market_forecasts (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  forecast_type varchar(100),
  target_identifier varchar(255),
  target_label varchar(500),
  forecast_for_year integer NOT NULL,
  forecast_for_quarter integer CHECK (forecast_for_quarter BETWEEN 1 AND 4),
  forecasted_value numeric(15,2),
  forecasted_count integer CHECK (forecasted_count >= 0),
  confidence_level varchar(20),
  confidence_score integer CHECK (confidence_score BETWEEN 0 AND 100),
  prediction_interval_low numeric(15,2),
  prediction_interval_high numeric(15,2),
  model_type varchar(100),
  model_version varchar(50),
  features_used jsonb DEFAULT '[]'::jsonb,
  previous_forecast_value numeric(15,2),
  actual_value numeric(15,2),
  forecast_error numeric(5,2),
  assumptions text,
  risk_factors text,
  data_source_id uuid REFERENCES market_data_sources (id) ON DELETE SET NULL,
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp,
  created_by uuid
);

CREATE INDEX idx_market_forecasts_target ON market_forecasts (forecast_type, target_identifier, forecast_for_year);
CREATE INDEX idx_market_forecasts_data_source_id ON market_forecasts (data_source_id);
CREATE INDEX idx_market_forecasts_created_by ON market_forecasts (created_by);

COMMENT ON TABLE market_forecasts IS 'What is expected, and later what came of it.';
COMMENT ON COLUMN market_forecasts.forecast_error IS 'Percent, signed: above zero when the forecast was too high.';

-- Who is in a market.
CREATE TABLE competitive_landscape (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  market_segment varchar(255),
  naics_code varchar(10),
  psc_code varchar(10),
  analysis_period_start date,
  analysis_period_end date,
  fiscal_year integer,
  total_market_value numeric(15,2),
  total_contracts_awarded integer CHECK (total_contracts_awarded >= 0),
  market_growth_rate numeric(5,2),
  top_vendors jsonb DEFAULT '[]'::jsonb,
  market_leader_uei varchar(50),
  market_leader_share numeric(5,4) CHECK (market_leader_share BETWEEN 0 AND 1),
  hhi_index numeric(8,4) CHECK (hhi_index >= 0),
  market_structure varchar(50),
  top_4_concentration numeric(5,4) CHECK (top_4_concentration BETWEEN 0 AND 1),
  entry_difficulty varchar(20),
  key_barriers jsonb DEFAULT '[]'::jsonb,
  white_space_opportunities integer CHECK (white_space_opportunities >= 0),
  emerging_sub_markets jsonb DEFAULT '[]'::jsonb,
  key_trends jsonb DEFAULT '[]'::jsonb,
  disruptive_technologies jsonb DEFAULT '[]'::jsonb,
  recommendations text,
  data_source_id uuid REFERENCES market_data_sources (id) ON DELETE SET NULL,
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp,
  analyzed_by uuid
);

CREATE INDEX idx_competitive_landscape_naics_code ON competitive_landscape (naics_code, fiscal_year DESC);
CREATE INDEX idx_competitive_landscape_data_source_id ON competitive_landscape (data_source_id);
CREATE INDEX idx_competitive_landscape_analyzed_by ON competitive_landscape (analyzed_by);

COMMENT ON TABLE competitive_landscape IS 'Who is in a market, and how hard it is to get in.';
COMMENT ON COLUMN competitive_landscape.hhi_index IS
  'Herfindahl-Hirschman index of the vendors'' shares. The column holds up to 9999.9999: write a monopoly as that, or use 0 to 1.';

-- Answers of the sources, kept so as not to ask twice.
CREATE TABLE market_api_cache (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  data_source_id uuid REFERENCES market_data_sources (id) ON DELETE CASCADE,
  endpoint varchar(500),
  query_parameters jsonb DEFAULT '{}'::jsonb,
  query_hash varchar(64) UNIQUE,
  response_data jsonb,
  response_status integer,
  response_headers jsonb DEFAULT '{}'::jsonb,
  cached_at timestamp DEFAULT current_timestamp,
  expires_at timestamp,
  cache_hit_count integer DEFAULT 0 CHECK (cache_hit_count >= 0),
  last_accessed timestamp,
  is_valid boolean DEFAULT true,
  validation_errors jsonb,
  created_at timestamp DEFAULT current_timestamp
);

CREATE INDEX idx_market_api_cache_data_source_id ON market_api_cache (data_source_id);
CREATE INDEX idx_market_api_cache_expires_at ON market_api_cache (expires_at);

COMMENT ON TABLE market_api_cache IS 'Answers of the sources, kept so as not to ask twice.';
COMMENT ON COLUMN market_api_cache.query_hash IS 'SHA-256 of endpoint and parameters, in hexadecimal.';

-- What follows from it all.
CREATE TABLE market_insights (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  insight_type varchar(100),
  title varchar(500) NOT NULL,
  summary text,
  detailed_analysis text,
  relevant_to_naics jsonb DEFAULT '[]'::jsonb,
  relevant_to_agencies jsonb DEFAULT '[]'::jsonb,
  relevant_to_setasides jsonb DEFAULT '[]'::jsonb,
  impact_level varchar(20) CHECK (impact_level IN ('low', 'medium', 'high', 'critical')),
  urgency varchar(20) CHECK (urgency IN ('low', 'medium', 'high', 'critical', 'immediate')),
  opportunity_value_range varchar(100),
  confidence_score integer CHECK (confidence_score BETWEEN 0 AND 100),
  data_sources jsonb DEFAULT '[]'::jsonb,
  recommended_actions jsonb DEFAULT '[]'::jsonb,
  assigned_to uuid,
  status varchar(50) DEFAULT 'new' CHECK (
    status IN ('new', 'active', 'reviewed', 'in_progress', 'actioned', 'dismissed', 'archived')
  ),
  reviewed_by uuid,
  reviewed_at timestamp,
  created_at timestamp DEFAULT current_timestamp,
  created_by uuid,
  is_ai_generated boolean DEFAULT false
);

CREATE INDEX idx_market_insights_status ON market_insights (status, created_at DESC);
CREATE INDEX idx_market_insights_assigned_to ON market_insights (assigned_to);
CREATE INDEX idx_market_insights_reviewed_by ON market_insights (reviewed_by);
CREATE INDEX idx_market_insights_created_by ON market_insights (created_by);
-- Insights are asked for by NAICS code.
CREATE INDEX idx_market_insights_naics ON market_insights USING gin (relevant_to_naics);

COMMENT ON TABLE market_insights IS 'What follows from the figures, and what was done about it.';

-- Changed rows say when they changed, by the function of 016.
CREATE TRIGGER market_data_sources_updated_at_trigger
  BEFORE UPDATE ON market_data_sources
  FOR EACH ROW EXECUTE FUNCTION update_evm_updated_at();

CREATE TRIGGER agency_spending_updated_at_trigger
  BEFORE UPDATE ON agency_spending_trends
  FOR EACH ROW EXECUTE FUNCTION update_evm_updated_at();

CREATE TRIGGER contract_analytics_updated_at_trigger
  BEFORE UPDATE ON contract_value_analytics
  FOR EACH ROW EXECUTE FUNCTION update_evm_updated_at();

CREATE TRIGGER setaside_intel_updated_at_trigger
  BEFORE UPDATE ON setaside_intelligence
  FOR EACH ROW EXECUTE FUNCTION update_evm_updated_at();

CREATE TRIGGER forecasts_updated_at_trigger
  BEFORE UPDATE ON market_forecasts
  FOR EACH ROW EXECUTE FUNCTION update_evm_updated_at();

CREATE TRIGGER competitive_landscape_updated_at_trigger
  BEFORE UPDATE ON competitive_landscape
  FOR EACH ROW EXECUTE FUNCTION update_evm_updated_at();

-- Returns a kept answer and counts the hit; NULL when there is none, or when it is no longer good. A plain function and
-- no trigger: PostgreSQL has none on reading.
CREATE FUNCTION update_cache_hit(p_query_hash varchar) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  answer jsonb;
BEGIN
  UPDATE market_api_cache c
    SET cache_hit_count = coalesce(c.cache_hit_count, 0) + 1,
        last_accessed = current_timestamp
    WHERE c.query_hash = p_query_hash
      AND c.is_valid
      AND (c.expires_at IS NULL OR c.expires_at > current_timestamp)
    RETURNING c.response_data INTO answer;
  RETURN answer;
END;
$$;

COMMENT ON FUNCTION update_cache_hit(varchar) IS 'Returns a kept answer by its hash and counts the hit; NULL when there is none.';
