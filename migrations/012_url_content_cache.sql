-- Pages that were fetched for a person, and what they said.
--
-- user_id and conversation_id are uuid here and carry no foreign key, for the reason given in 001; 021 repairs them.

-- A page as it was fetched.
CREATE TABLE url_cache (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL,
  url text NOT NULL,
  content jsonb NOT NULL,
  metadata jsonb DEFAULT '{}'::jsonb,
  fetch_count integer DEFAULT 1 CHECK (fetch_count >= 0),
  fetched_at timestamp NOT NULL DEFAULT current_timestamp,
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp
);

CREATE INDEX idx_url_cache_user_id ON url_cache (user_id);
-- Addresses can be longer than a btree entry may be: look them up by hash.
CREATE INDEX idx_url_cache_url ON url_cache USING hash (url);
CREATE INDEX idx_url_cache_fetched_at ON url_cache (fetched_at);

COMMENT ON TABLE url_cache IS 'Pages fetched for a person.';

-- What a page says, in short.
CREATE TABLE url_summaries (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL,
  url text NOT NULL,
  summary text NOT NULL,
  analysis jsonb DEFAULT '{}'::jsonb,
  conversation_id uuid,
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp
);

CREATE INDEX idx_url_summaries_user_id ON url_summaries (user_id);
CREATE INDEX idx_url_summaries_url ON url_summaries USING hash (url);
CREATE INDEX idx_url_summaries_conversation_id ON url_summaries (conversation_id);
CREATE INDEX idx_url_summaries_created_at ON url_summaries (created_at DESC);

COMMENT ON TABLE url_summaries IS 'Summaries of pages, and the conversation they were made for.';
