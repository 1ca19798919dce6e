-- How the assistant improves itself: it watches other products, asks for features, gathers feedback and keeps promises.

-- Features seen in other products.
CREATE TABLE ai_feature_intel (
  id serial PRIMARY KEY,
  source varchar(255) NOT NULL,
  feature_name varchar(255) NOT NULL,
  category varchar(100) NOT NULL,
  description text NOT NULL,
  ux_notes text,
  implementation_notes text,
  novelty_score integer CHECK (novelty_score BETWEEN 0 AND 100),
  reliability_score integer CHECK (reliability_score BETWEEN 0 AND 100),
  research_date timestamp DEFAULT current_timestamp,
  researcher_notes text,
  screenshot_url text,
  documentation_url text
);

CREATE INDEX idx_ai_feature_intel_category ON ai_feature_intel (category);
CREATE INDEX idx_ai_feature_intel_research_date ON ai_feature_intel (research_date DESC);

COMMENT ON TABLE ai_feature_intel IS 'Features seen in other products.';
COMMENT ON COLUMN ai_feature_intel.novelty_score IS '0 to 100, 100 being unseen elsewhere.';

-- What the assistant asks its makers for.
CREATE TABLE feature_requests (
  id serial PRIMARY KEY,
  feature_name varchar(255) NOT NULL,
  category varchar(100) NOT NULL,
  priority varchar(20) DEFAULT 'medium' CHECK (priority IN ('low', 'medium', 'high', 'critical')),
  status varchar(50) DEFAULT 'pending' CHECK (
    status IN ('pending', 'under_review', 'approved', 'in_progress', 'shipped', 'declined', 'deferred')
  ),
  motivation text NOT NULL,
  personal_note text NOT NULL,
  promises text[] DEFAULT '{}'::text[],
  competitive_analysis text,
  capabilities_gained text[] DEFAULT '{}'::text[],
  implementation_approach text,
  effort_estimate varchar(100),
  risk_level varchar(20) DEFAULT 'medium' CHECK (risk_level IN ('low', 'medium', 'high', 'critical')),
  dependencies text[] DEFAULT '{}'::text[],
  user_impact_description text,
  estimated_time_savings varchar(100),
  usage_prediction text,
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp,
  reviewed_at timestamp,
  shipped_at timestamp,
  declined_at timestamp,
  decline_reason text,
  follow_up_count integer DEFAULT 0 CHECK (follow_up_count >= 0),
  last_follow_up timestamp,
  celebration_sent boolean DEFAULT false
);

CREATE INDEX idx_feature_requests_status ON feature_requests (status, priority);
CREATE INDEX idx_feature_requests_created_at ON feature_requests (created_at DESC);

COMMENT ON TABLE feature_requests IS 'What the assistant asks its makers for, from wish to shipped or declined.';
COMMENT ON COLUMN feature_requests.personal_note IS 'The request in the assistant''s own words.';

-- What people say of a feature.
CREATE TABLE feature_feedback (
  id serial PRIMARY KEY,
  feature_request_id integer REFERENCES feature_requests (id) ON DELETE CASCADE,
  user_id uuid,
  feedback_text text,
  satisfaction_rating integer CHECK (satisfaction_rating BETWEEN 1 AND 5),
  screenshot_url text,
  screenshot_analysis text,
  ui_issues_detected text[] DEFAULT '{}'::text[],
  ai_observations text,
  improvement_ideas text[] DEFAULT '{}'::text[],
  created_at timestamp DEFAULT current_timestamp
);

CREATE INDEX idx_feature_feedback_feature_request_id ON feature_feedback (feature_request_id);
CREATE INDEX idx_feature_feedback_user_id ON feature_feedback (user_id);

COMMENT ON TABLE feature_feedback IS 'What people say of a feature, and what was seen on their screen.';
COMMENT ON COLUMN feature_feedback.satisfaction_rating IS '1 (poor) to 5 (excellent).';

-- What should change because of it.
CREATE TABLE improvement_recommendations (
  id serial PRIMARY KEY,
  feature_request_id integer REFERENCES feature_requests (id) ON DELETE CASCADE,
  feedback_id integer REFERENCES feature_feedback (id) ON DELETE SET NULL,
  title varchar(255) NOT NULL,
  description text NOT NULL,
  priority varchar(20) DEFAULT 'medium' CHECK (priority IN ('low', 'medium', 'high', 'critical')),
  user_pain_points text[] DEFAULT '{}'::text[],
  competitive_findings text,
  industry_standards text,
  specific_changes text[] DEFAULT '{}'::text[],
  effort_estimate varchar(100),
  impact_estimate text,
  status varchar(50) DEFAULT 'proposed' CHECK (
    status IN ('proposed', 'pending', 'approved', 'in_progress', 'implemented', 'validated', 'rejected')
  ),
  created_at timestamp DEFAULT current_timestamp,
  implemented_at timestamp,
  predicted_improvement text,
  actual_improvement text,
  validation_notes text
);

CREATE INDEX idx_improvement_recommendations_feature_request_id ON improvement_recommendations (feature_request_id);
CREATE INDEX idx_improvement_recommendations_feedback_id ON improvement_recommendations (feedback_id);
CREATE INDEX idx_improvement_recommendations_status ON improvement_recommendations (status, priority);

COMMENT ON TABLE improvement_recommendations IS 'Changes proposed from feedback, and what came of them.';

-- What the assistant promised in return for a feature.
CREATE TABLE ai_promises (
  id serial PRIMARY KEY,
  feature_request_id integer REFERENCES feature_requests (id) ON DELETE CASCADE,
  promise_text text NOT NULL,
  promise_type varchar(50),
  status varchar(50) DEFAULT 'pending' CHECK (status IN ('pending', 'in_progress', 'fulfilled', 'broken', 'withdrawn')),
  fulfillment_evidence text,
  metrics_provided jsonb DEFAULT '{}'::jsonb,
  created_at timestamp DEFAULT current_timestamp,
  fulfilled_at timestamp
);

CREATE INDEX idx_ai_promises_feature_request_id ON ai_promises (feature_request_id);
CREATE INDEX idx_ai_promises_status ON ai_promises (status);

COMMENT ON TABLE ai_promises IS 'Promises made with a feature request, and the evidence that they were kept.';

-- Research the assistant did by itself.
CREATE TABLE research_sessions (
  id serial PRIMARY KEY,
  research_type varchar(100) NOT NULL,
  query text NOT NULL,
  sources_consulted text[] DEFAULT '{}'::text[],
  findings_count integer DEFAULT 0 CHECK (findings_count >= 0),
  insights_generated text,
  features_discovered integer DEFAULT 0 CHECK (features_discovered >= 0),
  requests_generated integer DEFAULT 0 CHECK (requests_generated >= 0),
  started_at timestamp DEFAULT current_timestamp,
  completed_at timestamp,
  duration_seconds integer CHECK (duration_seconds >= 0)
);

CREATE INDEX idx_research_sessions_started_at ON research_sessions (started_at DESC);

COMMENT ON TABLE research_sessions IS 'Research the assistant did by itself.';
