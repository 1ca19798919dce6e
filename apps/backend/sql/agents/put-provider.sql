-- Sets a provider up, or changes it.
INSERT INTO ai_agent_providers
  (provider_name, display_name, docs_url, base_url, auth_type, supported_models, config_schema, is_active)
VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb, $8)
ON CONFLICT (provider_name) DO UPDATE
SET display_name = excluded.display_name, docs_url = excluded.docs_url, base_url = excluded.base_url,
  auth_type = excluded.auth_type, supported_models = excluded.supported_models, config_schema = excluded.config_schema,
  is_active = excluded.is_active
RETURNING provider_name AS name, display_name AS "displayName", docs_url AS "docsUrl", base_url AS "baseUrl",
  auth_type AS "authType", coalesce(supported_models, '[]') AS "supportedModels",
  coalesce(config_schema, '{}') AS "configSchema", coalesce(is_active, false) AS "isActive"
