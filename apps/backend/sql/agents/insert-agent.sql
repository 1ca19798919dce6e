-- A new agent; which one is the default is settled after it.
INSERT INTO user_ai_agents (user_id, provider_name, agent_name, model, api_key_id, auth_type, config, is_default, status)
VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, false, 'untested')
RETURNING id
