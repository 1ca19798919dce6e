-- The providers: the active ones, or all of them.
SELECT provider_name AS name, display_name AS "displayName", docs_url AS "docsUrl", base_url AS "baseUrl",
  auth_type AS "authType", coalesce(supported_models, '[]') AS "supportedModels",
  coalesce(config_schema, '{}') AS "configSchema", coalesce(is_active, false) AS "isActive"
FROM ai_agent_providers
WHERE is_active OR $1::boolean
ORDER BY display_name
