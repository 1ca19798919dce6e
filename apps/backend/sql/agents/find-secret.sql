-- The sealed key of one of a person's agents; nulls when the agent has none.
SELECT s.key_name AS place, s.key_value AS sealed, a.auth_type IN ('api_key', 'bearer') AS "needsKey"
FROM user_ai_agents a
LEFT JOIN api_secrets s ON s.id = a.api_key_id
WHERE a.user_id = $1 AND a.id = $2
