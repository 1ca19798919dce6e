-- A person's agents, the default one first.
SELECT id, provider_name AS "providerName", agent_name AS "agentName", model, auth_type AS "authType",
  api_key_id IS NOT NULL AS "hasApiKey", coalesce(config, '{}') AS config, coalesce(is_active, false) AS "isActive",
  coalesce(is_default, false) AS "isDefault", status, error_message AS "errorMessage",
  last_tested_at::timestamptz AS "lastTestedAt", created_at::timestamptz AS "createdAt", updated_at::timestamptz AS "updatedAt"
FROM user_ai_agents
WHERE user_id = $1
ORDER BY is_default DESC, created_at, id
