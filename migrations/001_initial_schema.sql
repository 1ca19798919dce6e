-- The first tables of the application: people, their conversations, and what is remembered, configured and logged.
--
-- Columns that mean a user but were written as uuid (conversations.user_id, memory_facts.user_id, ...) carry no foreign
-- key here: users.id is an integer, and PostgreSQL refuses a key between uuid and integer (42804). 019 and 021 repair
-- them; until then a value is expected to be the users.public_id of its user.

-- People who may sign in.
CREATE TABLE users (
  id serial PRIMARY KEY,
  email varchar(255) NOT NULL UNIQUE,
  password_hash varchar(255),
  full_name varchar(255),
  role varchar(50) DEFAULT 'user' CHECK (role IN ('user', 'admin', 'manager', 'analyst', 'viewer', 'service')),
  email_verified boolean DEFAULT false,
  avatar_url text,
  profile_data jsonb DEFAULT '{}'::jsonb,
  preferences jsonb DEFAULT '{}'::jsonb,
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp,
  last_login_at timestamp,
  public_id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE
);

-- Sign-in looks an address up however it is capitalised.
CREATE INDEX idx_users_email_lower ON users (lower(email));
CREATE INDEX idx_users_created_at ON users (created_at);

COMMENT ON TABLE users IS 'People who may sign in.';
COMMENT ON COLUMN users.password_hash IS 'Empty for people who sign in through another provider.';
COMMENT ON COLUMN users.public_id IS
  'Stable uuid of this user, added on purpose: uuid columns that mean a user are mapped to users.id through it.';

-- A thread of messages with a model.
CREATE TABLE conversations (
  id serial PRIMARY KEY,
  user_id uuid,
  title varchar(255),
  description text,
  model varchar(100),
  system_prompt text,
  is_archived boolean DEFAULT false,
  is_public boolean DEFAULT false,
  tags text[] DEFAULT '{}'::text[],
  metadata jsonb DEFAULT '{}'::jsonb,
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp,
  public_id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE
);

CREATE INDEX idx_conversations_user_id ON conversations (user_id);
CREATE INDEX idx_conversations_updated_at ON conversations (updated_at DESC);
-- The sidebar filters by tag.
CREATE INDEX idx_conversations_tags ON conversations USING gin (tags);

COMMENT ON TABLE conversations IS 'Threads of messages with a model.';
COMMENT ON COLUMN conversations.public_id IS
  'Stable uuid of this conversation, added on purpose: uuid columns that mean a conversation are mapped through it.';

-- One turn of a conversation.
CREATE TABLE messages (
  id serial PRIMARY KEY,
  conversation_id integer REFERENCES conversations (id) ON DELETE CASCADE,
  user_id integer REFERENCES users (id) ON DELETE SET NULL,
  role varchar(20) DEFAULT 'user' CHECK (role IN ('user', 'assistant', 'system', 'tool', 'function')),
  content text NOT NULL,
  message_type varchar(50) DEFAULT 'text',
  attachments jsonb DEFAULT '[]'::jsonb,
  function_calls jsonb,
  metadata jsonb DEFAULT '{}'::jsonb,
  created_at timestamp DEFAULT current_timestamp
);

-- A conversation is read in order.
CREATE INDEX idx_messages_conversation_id ON messages (conversation_id, created_at);
CREATE INDEX idx_messages_user_id ON messages (user_id);

COMMENT ON TABLE messages IS 'The turns of a conversation, by people, models and tools.';
COMMENT ON COLUMN messages.user_id IS 'Who wrote it; empty for the model, and once the writer is gone.';

-- Keys to other services, kept by the application.
CREATE TABLE api_secrets (
  id serial PRIMARY KEY,
  key_name varchar(255) NOT NULL UNIQUE,
  key_label varchar(255),
  key_value text NOT NULL,
  key_type varchar(50) DEFAULT 'api_key',
  service_name varchar(255),
  description text,
  docs_url text,
  is_active boolean DEFAULT true,
  is_default boolean DEFAULT false,
  metadata jsonb DEFAULT '{}'::jsonb,
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp,
  last_used_at timestamp
);

CREATE INDEX idx_api_secrets_service_name ON api_secrets (service_name) WHERE is_active;

COMMENT ON TABLE api_secrets IS 'Keys to other services.';
COMMENT ON COLUMN api_secrets.key_value IS 'Ciphertext; the application encrypts before it writes.';

-- What the assistant remembers of a person.
CREATE TABLE memory_facts (
  id serial PRIMARY KEY,
  user_id uuid,
  conversation_id integer REFERENCES conversations (id) ON DELETE SET NULL,
  fact_text text NOT NULL,
  fact_type varchar(100),
  relevance_score numeric DEFAULT 0 CHECK (relevance_score >= 0),
  approved boolean DEFAULT false,
  approved_by uuid,
  source_message_id integer REFERENCES messages (id) ON DELETE SET NULL,
  created_at timestamp DEFAULT current_timestamp,
  expires_at timestamp
);

CREATE INDEX idx_memory_facts_user_id ON memory_facts (user_id);
CREATE INDEX idx_memory_facts_approved_by ON memory_facts (approved_by);
CREATE INDEX idx_memory_facts_conversation_id ON memory_facts (conversation_id);
CREATE INDEX idx_memory_facts_source_message_id ON memory_facts (source_message_id);
CREATE INDEX idx_memory_facts_expires_at ON memory_facts (expires_at) WHERE expires_at IS NOT NULL;

COMMENT ON TABLE memory_facts IS 'What the assistant remembers of a person.';
COMMENT ON COLUMN memory_facts.approved_by IS 'The person who confirmed the fact.';

-- One row of settings a person.
CREATE TABLE user_preferences (
  id serial PRIMARY KEY,
  user_id integer UNIQUE REFERENCES users (id) ON DELETE CASCADE,
  tone_preference varchar(50) DEFAULT 'professional',
  response_length varchar(50) DEFAULT 'medium',
  theme_preference varchar(50) DEFAULT 'system',
  language varchar(10) DEFAULT 'en',
  enable_notifications boolean DEFAULT true,
  enable_analytics boolean DEFAULT true,
  preferred_model varchar(100),
  custom_settings jsonb DEFAULT '{}'::jsonb,
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp
);

COMMENT ON TABLE user_preferences IS 'Settings, at most one row a person.';

-- Searches, in their first shape; 011 gives the table another one and carries the rows over.
CREATE TABLE search_history (
  id serial PRIMARY KEY,
  user_id uuid,
  query text NOT NULL,
  result_count integer DEFAULT 0 CHECK (result_count >= 0),
  clicked_result_index integer CHECK (clicked_result_index >= 0),
  search_type varchar(50) DEFAULT 'general',
  created_at timestamp DEFAULT current_timestamp
);

CREATE INDEX idx_search_history_user_id ON search_history (user_id);
CREATE INDEX idx_search_history_created_at ON search_history (created_at DESC);

COMMENT ON TABLE search_history IS 'What people searched for.';

-- Settings of the whole installation.
CREATE TABLE system_config (
  id serial PRIMARY KEY,
  config_key varchar(255) NOT NULL UNIQUE,
  config_value text,
  description text,
  is_sensitive boolean DEFAULT false,
  updated_by uuid,
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp
);

CREATE INDEX idx_system_config_updated_by ON system_config (updated_by);

COMMENT ON TABLE system_config IS 'Settings of the whole installation, by name.';
COMMENT ON COLUMN system_config.is_sensitive IS 'The value is not shown on any page or in any log.';

-- Who did what.
CREATE TABLE activity_logs (
  id serial PRIMARY KEY,
  user_id uuid,
  action varchar(255) NOT NULL,
  resource_type varchar(100),
  resource_id integer,
  details jsonb DEFAULT '{}'::jsonb,
  ip_address inet,
  user_agent text,
  created_at timestamp DEFAULT current_timestamp
);

CREATE INDEX idx_activity_logs_user_id ON activity_logs (user_id, created_at DESC);
CREATE INDEX idx_activity_logs_resource ON activity_logs (resource_type, resource_id);
CREATE INDEX idx_activity_logs_created_at ON activity_logs (created_at);

COMMENT ON TABLE activity_logs IS 'Who did what; a row outlives its user.';
COMMENT ON COLUMN activity_logs.resource_id IS 'Key of the row acted on, in the table that resource_type names.';

-- Remarks on a single message.
CREATE TABLE comments (
  id serial PRIMARY KEY,
  user_id integer REFERENCES users (id) ON DELETE CASCADE,
  message_id integer REFERENCES messages (id) ON DELETE CASCADE,
  content text NOT NULL,
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp
);

CREATE INDEX idx_comments_user_id ON comments (user_id);
CREATE INDEX idx_comments_message_id ON comments (message_id);

COMMENT ON TABLE comments IS 'Remarks of people on a single message.';
