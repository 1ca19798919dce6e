-- Contract opportunities that somebody decided to follow.
CREATE TABLE opportunities (
  id serial PRIMARY KEY,
  notice_id varchar(255) NOT NULL UNIQUE,
  solicitation_number varchar(255),
  title text NOT NULL,
  type varchar(100),
  posted_date timestamp,
  response_deadline timestamp,
  naics_code varchar(50),
  set_aside_type varchar(100),
  contracting_office text,
  place_of_performance text,
  description text,
  raw_data jsonb DEFAULT '{}'::jsonb,
  internal_status varchar(50) NOT NULL DEFAULT 'new' CHECK (
    internal_status IN (
      'new', 'reviewing', 'qualified', 'pursuing', 'in_progress', 'submitted', 'won', 'lost', 'no_bid', 'archived'
    )
  ),
  assigned_to uuid,
  internal_score integer CHECK (internal_score BETWEEN 0 AND 100),
  internal_notes text,
  created_by uuid,
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp,
  last_sync_at timestamp
);

CREATE INDEX idx_opportunities_internal_status ON opportunities (internal_status, response_deadline);
CREATE INDEX idx_opportunities_response_deadline ON opportunities (response_deadline);
CREATE INDEX idx_opportunities_naics_code ON opportunities (naics_code);
CREATE INDEX idx_opportunities_solicitation_number ON opportunities (solicitation_number);
CREATE INDEX idx_opportunities_assigned_to ON opportunities (assigned_to);
CREATE INDEX idx_opportunities_created_by ON opportunities (created_by);

COMMENT ON TABLE opportunities IS 'Contract opportunities that somebody decided to follow.';
COMMENT ON COLUMN opportunities.notice_id IS 'Identifier of the notice at SAM.gov.';
COMMENT ON COLUMN opportunities.raw_data IS 'The notice as it was received.';

-- What happened to an opportunity.
CREATE TABLE opportunity_activity (
  id serial PRIMARY KEY,
  opportunity_id integer REFERENCES opportunities (id) ON DELETE CASCADE,
  user_id uuid,
  activity_type varchar(50) NOT NULL,
  old_value text,
  new_value text,
  notes text,
  created_at timestamp DEFAULT current_timestamp
);

CREATE INDEX idx_opportunity_activity_opportunity_id ON opportunity_activity (opportunity_id, created_at DESC);
CREATE INDEX idx_opportunity_activity_user_id ON opportunity_activity (user_id);

COMMENT ON TABLE opportunity_activity IS 'What happened to an opportunity, and who did it.';

-- A changed row says when it changed.
CREATE FUNCTION update_opportunities_timestamp() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := current_timestamp;
  RETURN NEW;
END;
$$;

CREATE TRIGGER update_opportunities_timestamp
  BEFORE UPDATE ON opportunities
  FOR EACH ROW EXECUTE FUNCTION update_opportunities_timestamp();
