-- Keeps an API key: ciphertext only.
INSERT INTO api_secrets (key_name, key_label, key_value, key_type, service_name, metadata)
VALUES ($1, 'API key of an agent', $2, 'agent_api_key', 'myaiagent-backend', $3::jsonb)
RETURNING id
