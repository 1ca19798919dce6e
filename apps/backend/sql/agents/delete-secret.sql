-- Forgets an API key of ours that no agent uses.
DELETE FROM api_secrets s
WHERE s.id = $1 AND s.key_type = 'agent_api_key' AND NOT EXISTS (SELECT FROM user_ai_agents a WHERE a.api_key_id = s.id)
