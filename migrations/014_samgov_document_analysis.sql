-- Documents attached to notices, and what the assistant read in them.
CREATE TABLE samgov_documents (
  id serial PRIMARY KEY,
  opportunity_cache_id integer REFERENCES samgov_opportunities_cache (id) ON DELETE CASCADE,
  notice_id varchar(255) NOT NULL,
  document_url text NOT NULL,
  document_type varchar(100),
  file_name varchar(500),
  file_size bigint CHECK (file_size >= 0),
  raw_text text,
  extracted_at timestamp,
  analyzed boolean DEFAULT false,
  analysis_completed_at timestamp,
  key_requirements jsonb DEFAULT '[]'::jsonb,
  evaluation_criteria jsonb DEFAULT '[]'::jsonb,
  deadlines jsonb DEFAULT '[]'::jsonb,
  technical_specifications jsonb DEFAULT '{}'::jsonb,
  contact_info jsonb DEFAULT '{}'::jsonb,
  pricing_info jsonb DEFAULT '{}'::jsonb,
  executive_summary text,
  requirements_summary text,
  technical_summary text,
  compliance_requirements text,
  risk_assessment text,
  bid_recommendation text,
  win_probability numeric(5,2) CHECK (win_probability BETWEEN 0 AND 100),
  fetch_status varchar(50) DEFAULT 'pending' CHECK (
    fetch_status IN ('pending', 'fetching', 'fetched', 'completed', 'success', 'failed', 'skipped')
  ),
  fetch_error text,
  fetch_attempts integer DEFAULT 0 CHECK (fetch_attempts >= 0),
  last_fetch_attempt timestamp,
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp
);

CREATE INDEX idx_samgov_documents_opportunity_cache_id ON samgov_documents (opportunity_cache_id);
CREATE INDEX idx_samgov_documents_notice_id ON samgov_documents (notice_id);
CREATE INDEX idx_samgov_documents_fetch_status ON samgov_documents (fetch_status);
CREATE INDEX idx_samgov_documents_unread ON samgov_documents (created_at) WHERE NOT analyzed;

COMMENT ON TABLE samgov_documents IS 'Documents attached to notices, and what was read in them.';
COMMENT ON COLUMN samgov_documents.file_size IS 'Bytes.';
COMMENT ON COLUMN samgov_documents.win_probability IS 'Percent, 0 to 100.';

-- Documents that wait to be read.
CREATE TABLE samgov_document_analysis_queue (
  id serial PRIMARY KEY,
  document_id integer REFERENCES samgov_documents (id) ON DELETE CASCADE,
  priority integer DEFAULT 5 CHECK (priority >= 0),
  status varchar(50) DEFAULT 'pending' CHECK (
    status IN ('pending', 'queued', 'processing', 'completed', 'failed', 'cancelled')
  ),
  started_at timestamp,
  completed_at timestamp,
  error_message text,
  retry_count integer DEFAULT 0 CHECK (retry_count >= 0),
  max_retries integer DEFAULT 3 CHECK (max_retries >= 0),
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp
);

CREATE INDEX idx_samgov_analysis_queue_document_id ON samgov_document_analysis_queue (document_id);
-- The worker takes what is due, most urgent first.
CREATE INDEX idx_samgov_analysis_queue_due ON samgov_document_analysis_queue (priority DESC, created_at)
  WHERE status IN ('pending', 'queued');

COMMENT ON TABLE samgov_document_analysis_queue IS 'Documents that wait to be read, with their attempts.';

-- A changed row says when it changed; both tables of this file use it.
CREATE FUNCTION update_samgov_documents_updated_at() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := current_timestamp;
  RETURN NEW;
END;
$$;

CREATE TRIGGER samgov_documents_updated_at
  BEFORE UPDATE ON samgov_documents
  FOR EACH ROW EXECUTE FUNCTION update_samgov_documents_updated_at();

CREATE TRIGGER samgov_analysis_queue_updated_at
  BEFORE UPDATE ON samgov_document_analysis_queue
  FOR EACH ROW EXECUTE FUNCTION update_samgov_documents_updated_at();
