-- Deletes one of a person's agents and tells which key it had.
DELETE FROM user_ai_agents WHERE user_id = $1 AND id = $2 RETURNING api_key_id AS "secretId"
