-- Contracts that were awarded, as the Federal Procurement Data System tells them, and what they say of competitors.

-- One award.
CREATE TABLE fpds_contract_awards (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  piid varchar(255) NOT NULL,
  modification_number varchar(50),
  reference_idv_piid varchar(255),
  award_id_piid varchar(255),
  contract_award_unique_key varchar(255) UNIQUE,
  award_date date,
  signed_date date,
  effective_date date,
  current_completion_date date,
  ultimate_completion_date date,
  base_and_exercised_options_value numeric(15,2),
  base_and_all_options_value numeric(15,2),
  current_contract_value numeric(15,2),
  potential_total_value numeric(15,2),
  dollars_obligated numeric(15,2),
  contract_type varchar(100),
  pricing_type varchar(100),
  award_type varchar(100),
  idv_type varchar(100),
  vendor_name varchar(500),
  vendor_duns varchar(50),
  vendor_uei varchar(50),
  vendor_cage_code varchar(50),
  vendor_location_city varchar(200),
  vendor_location_state varchar(50),
  vendor_location_country varchar(100),
  small_business_competitive boolean DEFAULT false,
  emerging_small_business boolean DEFAULT false,
  women_owned_small_business boolean DEFAULT false,
  service_disabled_veteran_owned boolean DEFAULT false,
  hubzone_business boolean DEFAULT false,
  eight_a_program_participant boolean DEFAULT false,
  contracting_agency_name varchar(500),
  contracting_agency_id varchar(100),
  contracting_office_name varchar(500),
  funding_agency_name varchar(500),
  naics_code varchar(10),
  naics_description text,
  psc_code varchar(10),
  psc_description text,
  description_of_requirement text,
  extent_competed varchar(100),
  solicitation_procedures varchar(100),
  type_of_set_aside varchar(100),
  number_of_offers_received integer CHECK (number_of_offers_received >= 0),
  performance_based_service_acquisition varchar(50),
  pop_country varchar(100),
  pop_state varchar(50),
  pop_city varchar(200),
  fpds_last_modified timestamp,
  data_source varchar(50) DEFAULT 'fpds',
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp
);

CREATE INDEX idx_fpds_awards_piid ON fpds_contract_awards (piid, modification_number);
CREATE INDEX idx_fpds_awards_vendor_uei ON fpds_contract_awards (vendor_uei);
CREATE INDEX idx_fpds_awards_vendor_name ON fpds_contract_awards (vendor_name);
CREATE INDEX idx_fpds_awards_naics_code ON fpds_contract_awards (naics_code, award_date DESC);
CREATE INDEX idx_fpds_awards_psc_code ON fpds_contract_awards (psc_code);
CREATE INDEX idx_fpds_awards_agency ON fpds_contract_awards (contracting_agency_id);
CREATE INDEX idx_fpds_awards_award_date ON fpds_contract_awards (award_date DESC);
-- Contracts that end soon are the ones to compete for.
CREATE INDEX idx_fpds_awards_completion ON fpds_contract_awards (ultimate_completion_date);

COMMENT ON TABLE fpds_contract_awards IS 'Awarded contracts, as FPDS tells them.';
COMMENT ON COLUMN fpds_contract_awards.piid IS 'Procurement instrument identifier; repeated by each modification.';
COMMENT ON COLUMN fpds_contract_awards.dollars_obligated IS 'Below zero when money was taken back.';

-- One change to an award.
CREATE TABLE fpds_contract_modifications (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  contract_award_id uuid REFERENCES fpds_contract_awards (id) ON DELETE CASCADE,
  modification_number varchar(50),
  modification_date date,
  effective_date date,
  description text,
  reason_for_modification varchar(200),
  change_in_dollars_obligated numeric(15,2),
  new_total_contract_value numeric(15,2),
  new_completion_date date,
  days_extended integer,
  created_at timestamp DEFAULT current_timestamp
);

CREATE INDEX idx_fpds_modifications_award_id ON fpds_contract_modifications (contract_award_id, modification_date);

COMMENT ON TABLE fpds_contract_modifications IS 'Changes to an award after it was made.';
COMMENT ON COLUMN fpds_contract_modifications.days_extended IS 'Below zero when the contract was cut short.';

-- What a vendor has won, over all its awards.
CREATE TABLE incumbent_analysis (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  vendor_uei varchar(50),
  vendor_name varchar(500),
  vendor_duns varchar(50),
  vendor_cage_code varchar(50),
  total_contracts_won integer DEFAULT 0 CHECK (total_contracts_won >= 0),
  total_contract_value numeric(15,2) DEFAULT 0,
  average_contract_value numeric(15,2),
  primary_agencies jsonb DEFAULT '[]'::jsonb,
  agency_count integer DEFAULT 0 CHECK (agency_count >= 0),
  primary_naics_codes jsonb DEFAULT '[]'::jsonb,
  primary_psc_codes jsonb DEFAULT '[]'::jsonb,
  small_business_contracts integer DEFAULT 0 CHECK (small_business_contracts >= 0),
  eight_a_contracts integer DEFAULT 0 CHECK (eight_a_contracts >= 0),
  hubzone_contracts integer DEFAULT 0 CHECK (hubzone_contracts >= 0),
  wosb_contracts integer DEFAULT 0 CHECK (wosb_contracts >= 0),
  sdvosb_contracts integer DEFAULT 0 CHECK (sdvosb_contracts >= 0),
  unrestricted_contracts integer DEFAULT 0 CHECK (unrestricted_contracts >= 0),
  first_contract_date date,
  latest_contract_date date,
  active_years integer CHECK (active_years >= 0),
  avg_competitors_faced numeric(5,2) CHECK (avg_competitors_faced >= 0),
  win_rate numeric(5,4) CHECK (win_rate BETWEEN 0 AND 1),
  total_modifications integer DEFAULT 0 CHECK (total_modifications >= 0),
  avg_modifications_per_contract numeric(5,2) CHECK (avg_modifications_per_contract >= 0),
  total_modification_value numeric(15,2),
  last_analyzed timestamp DEFAULT current_timestamp,
  data_completeness_score integer CHECK (data_completeness_score BETWEEN 0 AND 100),
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp
);

CREATE INDEX idx_incumbent_analysis_vendor_uei ON incumbent_analysis (vendor_uei);
CREATE INDEX idx_incumbent_analysis_total_value ON incumbent_analysis (total_contract_value DESC);

COMMENT ON TABLE incumbent_analysis IS 'What a vendor has won, over all its awards.';
COMMENT ON COLUMN incumbent_analysis.win_rate IS 'A share, 0 to 1.';

-- Who stands in the way of winning an opportunity.
CREATE TABLE competitive_intelligence (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  opportunity_id integer REFERENCES opportunities (id) ON DELETE CASCADE,
  notice_id varchar(255),
  incumbent_vendor_uei varchar(50),
  incumbent_vendor_name varchar(500),
  incumbent_contract_piid varchar(255),
  incumbent_contract_value numeric(15,2),
  incumbent_performance_rating integer CHECK (incumbent_performance_rating BETWEEN 0 AND 100),
  recompete boolean DEFAULT false,
  incumbent_years_held integer CHECK (incumbent_years_held >= 0),
  previous_modifications integer CHECK (previous_modifications >= 0),
  contract_performance_issues jsonb DEFAULT '[]'::jsonb,
  estimated_bidders integer CHECK (estimated_bidders >= 0),
  known_competitors jsonb DEFAULT '[]'::jsonb,
  market_saturation_level varchar(50),
  win_probability numeric(5,4) CHECK (win_probability BETWEEN 0 AND 1),
  strategic_importance integer CHECK (strategic_importance BETWEEN 0 AND 100),
  recommended_action varchar(100),
  data_sources jsonb DEFAULT '[]'::jsonb,
  confidence_score integer CHECK (confidence_score BETWEEN 0 AND 100),
  analyst_notes text,
  ai_analysis text,
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp,
  created_by uuid
);

CREATE INDEX idx_competitive_intelligence_opportunity_id ON competitive_intelligence (opportunity_id);
CREATE INDEX idx_competitive_intelligence_notice_id ON competitive_intelligence (notice_id);
CREATE INDEX idx_competitive_intelligence_vendor_uei ON competitive_intelligence (incumbent_vendor_uei);
CREATE INDEX idx_competitive_intelligence_created_by ON competitive_intelligence (created_by);

COMMENT ON TABLE competitive_intelligence IS 'Who stands in the way of winning an opportunity.';
COMMENT ON COLUMN competitive_intelligence.win_probability IS 'A share, 0 to 1.';

-- A changed row says when it changed; three tables of this file use it.
CREATE FUNCTION update_fpds_awards_updated_at() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := current_timestamp;
  RETURN NEW;
END;
$$;

CREATE TRIGGER fpds_awards_updated_at_trigger
  BEFORE UPDATE ON fpds_contract_awards
  FOR EACH ROW EXECUTE FUNCTION update_fpds_awards_updated_at();

CREATE TRIGGER incumbent_analysis_updated_at_trigger
  BEFORE UPDATE ON incumbent_analysis
  FOR EACH ROW EXECUTE FUNCTION update_fpds_awards_updated_at();

CREATE TRIGGER competitive_intelligence_updated_at_trigger
  BEFORE UPDATE ON competitive_intelligence
  FOR EACH ROW EXECUTE FUNCTION update_fpds_awards_updated_at();
