-- People bring their own models: the providers that are known, the agents a person has set up, and where each was used.

-- An agent somebody has set up.
CREATE TABLE user_ai_agents (
  id serial PRIMARY KEY,
  user_id integer NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  provider_name varchar(100) NOT NULL,
  agent_name varchar(255) NOT NULL,
  model varchar(255) NOT NULL,
  api_key_id integer REFERENCES api_secrets (id) ON DELETE SET NULL,
  oauth_token text,
  auth_type varchar(50) NOT NULL DEFAULT 'api_key' CHECK (auth_type IN ('api_key', 'oauth', 'oauth2', 'bearer', 'none')),
  config jsonb DEFAULT '{}'::jsonb,
  is_active boolean DEFAULT true,
  is_default boolean DEFAULT false,
  status varchar(50) DEFAULT 'pending' CHECK (
    status IN ('pending', 'untested', 'active', 'connected', 'disconnected', 'inactive', 'error', 'expired', 'revoked')
  ),
  error_message text,
  last_tested_at timestamp,
  last_used_at timestamp,
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp
);

CREATE INDEX idx_user_ai_agents_user_id ON user_ai_agents (user_id);
CREATE INDEX idx_user_ai_agents_api_key_id ON user_ai_agents (api_key_id);
CREATE INDEX idx_user_ai_agents_provider_name ON user_ai_agents (provider_name);
-- At most one default a person, whatever the application does, and however many sessions do it at once.
CREATE UNIQUE INDEX user_ai_agents_one_default_per_user ON user_ai_agents (user_id) WHERE is_default;

COMMENT ON TABLE user_ai_agents IS 'Agents people have set up: a provider, a model and the means to reach it.';
COMMENT ON COLUMN user_ai_agents.oauth_token IS 'Ciphertext; the application encrypts before it writes.';

-- Which agent a conversation was held with.
CREATE TABLE conversation_ai_agents (
  id serial PRIMARY KEY,
  conversation_id integer NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  user_agent_id integer REFERENCES user_ai_agents (id) ON DELETE SET NULL,
  model_used varchar(255),
  created_at timestamp DEFAULT current_timestamp
);

CREATE INDEX idx_conversation_ai_agents_conversation_id ON conversation_ai_agents (conversation_id);
CREATE INDEX idx_conversation_ai_agents_user_agent_id ON conversation_ai_agents (user_agent_id);

COMMENT ON TABLE conversation_ai_agents IS 'Which agent a conversation was held with.';
COMMENT ON COLUMN conversation_ai_agents.model_used IS 'Kept by name, because the agent may be changed or deleted later.';

-- The providers the application knows how to talk to.
CREATE TABLE ai_agent_providers (
  id serial PRIMARY KEY,
  provider_name varchar(100) NOT NULL UNIQUE,
  display_name varchar(255) NOT NULL,
  logo_url text,
  docs_url text,
  base_url varchar(500),
  auth_type varchar(50) NOT NULL DEFAULT 'api_key' CHECK (auth_type IN ('api_key', 'oauth', 'oauth2', 'bearer', 'none')),
  oauth_auth_url varchar(500),
  oauth_token_url varchar(500),
  oauth_scopes text[] DEFAULT '{}'::text[],
  supported_models jsonb DEFAULT '[]'::jsonb,
  config_schema jsonb DEFAULT '{}'::jsonb,
  rate_limit_info jsonb DEFAULT '{}'::jsonb,
  is_active boolean DEFAULT true,
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp
);

CREATE INDEX idx_ai_agent_providers_is_active ON ai_agent_providers (display_name) WHERE is_active;

COMMENT ON TABLE ai_agent_providers IS 'The providers the application knows how to talk to.';
COMMENT ON COLUMN ai_agent_providers.supported_models IS
  'Models to suggest; others may be typed in. A starting point: providers change theirs more often than we migrate.';
COMMENT ON COLUMN ai_agent_providers.base_url IS 'Empty where every customer has an address of their own.';

-- A changed row says when it changed; both tables use it.
CREATE FUNCTION update_user_agents_timestamp() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := current_timestamp;
  RETURN NEW;
END;
$$;

CREATE TRIGGER update_user_agents_timestamp
  BEFORE UPDATE ON user_ai_agents
  FOR EACH ROW EXECUTE FUNCTION update_user_agents_timestamp();

CREATE TRIGGER update_ai_providers_timestamp
  BEFORE UPDATE ON ai_agent_providers
  FOR EACH ROW EXECUTE FUNCTION update_user_agents_timestamp();

-- The agent to use when a person has not chosen one; no row when there is no usable default. The token stays inside.
CREATE FUNCTION get_user_default_agent(p_user_id integer)
RETURNS TABLE (
  agent_id integer,
  provider_name varchar,
  agent_name varchar,
  model varchar,
  auth_type varchar,
  api_key_id integer,
  config jsonb
)
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
    SELECT a.id, a.provider_name, a.agent_name, a.model, a.auth_type, a.api_key_id, a.config
      FROM user_ai_agents a
      WHERE a.user_id = p_user_id AND a.is_default AND a.is_active;
END;
$$;

COMMENT ON FUNCTION get_user_default_agent(integer) IS 'The default agent of a user, if it is active.';

-- Makes room for a new default: call it, then set is_default on the agent, in one transaction. It locks the user first,
-- so of two sessions that choose at the same moment the later one waits, sees the choice of the earlier one, and wins;
-- without that lock one of them would fail on the unique index. Returns how many agents were a default before.
CREATE FUNCTION deactivate_old_default_agents(p_user_id integer, p_new_default_id integer DEFAULT NULL)
RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  cleared integer;
BEGIN
  PERFORM 1 FROM users u WHERE u.id = p_user_id FOR NO KEY UPDATE;
  UPDATE user_ai_agents a
    SET is_default = false
    WHERE a.user_id = p_user_id
      AND a.is_default
      AND a.id IS DISTINCT FROM p_new_default_id;
  GET DIAGNOSTICS cleared = ROW_COUNT;
  RETURN cleared;
END;
$$;

COMMENT ON FUNCTION deactivate_old_default_agents(integer, integer) IS
  'Takes the default mark off all agents of a user but the given one; returns how many had it.';

-- Providers to begin with. A row that is there already was set up by somebody: it stays as it is.
INSERT INTO ai_agent_providers
  (provider_name, display_name, docs_url, base_url, auth_type, supported_models, config_schema)
VALUES
  ('openai', 'OpenAI', 'https://platform.openai.com/docs', 'https://api.openai.com/v1', 'api_key',
    '["gpt-4o", "gpt-4o-mini", "gpt-4.1", "gpt-4.1-mini", "o3", "o4-mini"]',
    '{"organization": {"type": "string", "required": false}}'),
  ('anthropic', 'Anthropic', 'https://docs.anthropic.com', 'https://api.anthropic.com/v1', 'api_key',
    '["claude-opus-4-1", "claude-sonnet-4-5", "claude-haiku-4-5"]',
    '{"anthropic_version": {"type": "string", "default": "2023-06-01"}}'),
  ('google', 'Google Gemini', 'https://ai.google.dev/docs', 'https://generativelanguage.googleapis.com/v1beta', 'api_key',
    '["gemini-2.5-pro", "gemini-2.5-flash", "gemini-2.5-flash-lite"]',
    '{}'),
  ('mistral', 'Mistral AI', 'https://docs.mistral.ai', 'https://api.mistral.ai/v1', 'api_key',
    '["mistral-large-latest", "mistral-medium-latest", "mistral-small-latest", "codestral-latest"]',
    '{}'),
  ('cohere', 'Cohere', 'https://docs.cohere.com', 'https://api.cohere.com/v2', 'api_key',
    '["command-a-03-2025", "command-r-plus", "command-r"]',
    '{}'),
  ('groq', 'Groq', 'https://console.groq.com/docs', 'https://api.groq.com/openai/v1', 'api_key',
    '["llama-3.3-70b-versatile", "llama-3.1-8b-instant"]',
    '{}'),
  ('together', 'Together AI', 'https://docs.together.ai', 'https://api.together.xyz/v1', 'api_key',
    '["meta-llama/Llama-3.3-70B-Instruct-Turbo", "Qwen/Qwen2.5-72B-Instruct-Turbo"]',
    '{}'),
  ('openrouter', 'OpenRouter', 'https://openrouter.ai/docs', 'https://openrouter.ai/api/v1', 'api_key',
    '["openrouter/auto"]',
    '{}'),
  ('azure_openai', 'Azure OpenAI', 'https://learn.microsoft.com/azure/ai-services/openai', NULL, 'api_key',
    '["gpt-4o", "gpt-4o-mini"]',
    '{"endpoint": {"type": "string", "required": true}, "deployment": {"type": "string", "required": true}, "api_version": {"type": "string", "required": true}}'),
  ('ollama', 'Ollama', 'https://docs.ollama.com', 'http://localhost:11434', 'none',
    '["llama3.2", "qwen2.5", "mistral"]',
    '{}'),
  ('custom', 'Any OpenAI-compatible service', NULL, NULL, 'api_key',
    '[]',
    '{"base_url": {"type": "string", "required": true}}')
ON CONFLICT (provider_name) DO NOTHING;
