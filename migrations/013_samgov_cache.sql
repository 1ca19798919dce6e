-- What SAM.gov has shown us, kept so that a search need not be repeated.

-- Every notice ever seen, followed or not.
CREATE TABLE samgov_opportunities_cache (
  id serial PRIMARY KEY,
  notice_id varchar(255) NOT NULL UNIQUE,
  solicitation_number varchar(255),
  title text NOT NULL,
  type varchar(100),
  posted_date timestamp,
  response_deadline timestamp,
  archive_date timestamp,
  naics_code varchar(50),
  set_aside_type varchar(100),
  contracting_office text,
  place_of_performance text,
  description text,
  raw_data jsonb NOT NULL,
  first_seen_at timestamp NOT NULL DEFAULT current_timestamp,
  last_seen_at timestamp NOT NULL DEFAULT current_timestamp,
  seen_count integer NOT NULL DEFAULT 1 CHECK (seen_count >= 0),
  opportunity_id integer REFERENCES opportunities (id) ON DELETE SET NULL,
  created_by uuid,
  updated_at timestamp DEFAULT current_timestamp
);

CREATE INDEX idx_samgov_cache_response_deadline ON samgov_opportunities_cache (response_deadline);
CREATE INDEX idx_samgov_cache_posted_date ON samgov_opportunities_cache (posted_date DESC);
CREATE INDEX idx_samgov_cache_naics_code ON samgov_opportunities_cache (naics_code);
CREATE INDEX idx_samgov_cache_last_seen_at ON samgov_opportunities_cache (last_seen_at);
CREATE INDEX idx_samgov_cache_opportunity_id ON samgov_opportunities_cache (opportunity_id);
CREATE INDEX idx_samgov_cache_created_by ON samgov_opportunities_cache (created_by);

COMMENT ON TABLE samgov_opportunities_cache IS 'Every notice ever seen at SAM.gov.';
COMMENT ON COLUMN samgov_opportunities_cache.opportunity_id IS 'Set once somebody follows the notice.';
COMMENT ON COLUMN samgov_opportunities_cache.created_by IS 'Whose search found it first.';

-- A changed row says when it changed.
CREATE FUNCTION update_samgov_cache_timestamp() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := current_timestamp;
  RETURN NEW;
END;
$$;

CREATE TRIGGER update_samgov_cache_timestamp
  BEFORE UPDATE ON samgov_opportunities_cache
  FOR EACH ROW EXECUTE FUNCTION update_samgov_cache_timestamp();

-- Searches at SAM.gov and what each one brought.
CREATE TABLE samgov_search_history (
  id serial PRIMARY KEY,
  keyword text,
  posted_from date,
  posted_to date,
  naics_code varchar(50),
  total_records integer DEFAULT 0 CHECK (total_records >= 0),
  new_records integer DEFAULT 0 CHECK (new_records >= 0),
  existing_records integer DEFAULT 0 CHECK (existing_records >= 0),
  searched_by uuid,
  searched_at timestamp DEFAULT current_timestamp,
  search_params jsonb DEFAULT '{}'::jsonb
);

CREATE INDEX idx_samgov_search_history_searched_at ON samgov_search_history (searched_at DESC);
CREATE INDEX idx_samgov_search_history_searched_by ON samgov_search_history (searched_by);

COMMENT ON TABLE samgov_search_history IS 'Searches at SAM.gov and what each one brought.';
