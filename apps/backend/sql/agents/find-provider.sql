-- How a provider wants to be spoken to.
SELECT auth_type AS "authType", coalesce(is_active, false) AS "isActive" FROM ai_agent_providers WHERE provider_name = $1
