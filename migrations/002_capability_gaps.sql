-- What people asked for and the assistant could not do; counted, so that the most wanted comes first.
CREATE TABLE capability_gaps (
  id serial PRIMARY KEY,
  user_id uuid,
  conversation_id integer REFERENCES conversations (id) ON DELETE SET NULL,
  requested_capability text NOT NULL,
  gap_type text NOT NULL,
  description text,
  suggested_solution text,
  occurrence_count integer DEFAULT 1 CHECK (occurrence_count >= 0),
  created_at timestamp DEFAULT current_timestamp,
  last_occurred_at timestamp DEFAULT current_timestamp,
  resolved boolean DEFAULT false,
  resolution_notes text
);

CREATE INDEX idx_capability_gaps_user_id ON capability_gaps (user_id);
CREATE INDEX idx_capability_gaps_conversation_id ON capability_gaps (conversation_id);
-- The list of what is still open, most wanted first.
CREATE INDEX idx_capability_gaps_open ON capability_gaps (gap_type, occurrence_count DESC) WHERE NOT resolved;

COMMENT ON TABLE capability_gaps IS 'Requests the assistant could not fulfil.';
COMMENT ON COLUMN capability_gaps.user_id IS 'Who asked first; the gap outlives that person.';
