-- Changes what is not null; with another key it is untested again. Tells which key it had before.
UPDATE user_ai_agents a
SET agent_name = coalesce($3, a.agent_name), model = coalesce($4, a.model), config = coalesce($5::jsonb, a.config),
  is_active = coalesce($6, a.is_active), api_key_id = coalesce($7, a.api_key_id),
  status = CASE WHEN $7::integer IS NULL THEN a.status ELSE 'untested' END,
  error_message = CASE WHEN $7::integer IS NULL THEN a.error_message END
FROM user_ai_agents former
WHERE a.user_id = $1 AND a.id = $2 AND former.id = a.id
RETURNING former.api_key_id AS "formerSecretId"
