-- Marks an agent as the default, if it is not marked already.
UPDATE user_ai_agents SET is_default = true WHERE id = $1 AND is_default IS DISTINCT FROM true
