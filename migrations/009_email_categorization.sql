-- Mail, read and sorted by the assistant.

-- What was found out about a message.
CREATE TABLE email_metadata (
  id serial PRIMARY KEY,
  user_id uuid NOT NULL,
  gmail_message_id varchar(255) NOT NULL,
  thread_id varchar(255),
  subject text,
  sender varchar(500),
  recipient varchar(500),
  email_date timestamp,
  tags jsonb DEFAULT '[]'::jsonb,
  sentiment varchar(50),
  urgency_level varchar(50),
  action_items jsonb DEFAULT '[]'::jsonb,
  categories text[] DEFAULT '{}'::text[],
  keywords text[] DEFAULT '{}'::text[],
  entities jsonb DEFAULT '{}'::jsonb,
  analyzed_at timestamp,
  analysis_model varchar(100),
  confidence_score numeric(3,2) CHECK (confidence_score BETWEEN 0 AND 1),
  status varchar(50) DEFAULT 'pending' CHECK (
    status IN ('pending', 'processing', 'analyzed', 'completed', 'failed', 'skipped')
  ),
  retry_count integer DEFAULT 0 CHECK (retry_count >= 0),
  error_message text,
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp,
  UNIQUE (user_id, gmail_message_id)
);

CREATE INDEX idx_email_metadata_user_date ON email_metadata (user_id, email_date DESC);
CREATE INDEX idx_email_metadata_gmail_message_id ON email_metadata (gmail_message_id);
CREATE INDEX idx_email_metadata_thread_id ON email_metadata (thread_id);
CREATE INDEX idx_email_metadata_status ON email_metadata (status);
-- Mail is found by tag and by category.
CREATE INDEX idx_email_metadata_tags ON email_metadata USING gin (tags);
CREATE INDEX idx_email_metadata_categories ON email_metadata USING gin (categories);

COMMENT ON TABLE email_metadata IS 'What the assistant found out about a message; the message itself stays with the mail service.';
COMMENT ON COLUMN email_metadata.confidence_score IS '0 to 1, as the model reports it.';

-- Messages that wait to be read.
CREATE TABLE email_processing_queue (
  id serial PRIMARY KEY,
  user_id uuid NOT NULL,
  gmail_message_id varchar(255) NOT NULL,
  subject text,
  sender varchar(500),
  body_preview text,
  priority integer DEFAULT 5 CHECK (priority >= 0),
  status varchar(50) DEFAULT 'queued' CHECK (
    status IN ('queued', 'pending', 'processing', 'completed', 'failed', 'cancelled')
  ),
  attempts integer DEFAULT 0 CHECK (attempts >= 0),
  max_attempts integer DEFAULT 3 CHECK (max_attempts >= 0),
  queued_at timestamp DEFAULT current_timestamp,
  started_at timestamp,
  completed_at timestamp,
  next_retry_at timestamp,
  last_error text
);

CREATE INDEX idx_email_processing_queue_user_message ON email_processing_queue (user_id, gmail_message_id);
-- The worker takes what is due, most urgent first.
CREATE INDEX idx_email_processing_queue_due ON email_processing_queue (priority DESC, queued_at)
  WHERE status IN ('queued', 'pending');
CREATE INDEX idx_email_processing_queue_next_retry_at ON email_processing_queue (next_retry_at)
  WHERE next_retry_at IS NOT NULL;

COMMENT ON TABLE email_processing_queue IS 'Messages that wait to be read, with their attempts.';

-- The words used as tags.
CREATE TABLE email_tag_dictionary (
  id serial PRIMARY KEY,
  tag_name varchar(100) NOT NULL UNIQUE,
  category varchar(100),
  description text,
  usage_count integer DEFAULT 0 CHECK (usage_count >= 0),
  created_at timestamp DEFAULT current_timestamp,
  last_used_at timestamp
);

CREATE INDEX idx_email_tag_dictionary_category ON email_tag_dictionary (category);

COMMENT ON TABLE email_tag_dictionary IS 'The words used as tags, so that the same thing is always called the same.';
