-- Begins a conversation with the agent $6, or with the default agent when it is null, and notes which agent it was.
-- No row when the agent is given and is none of theirs, or is not active.
WITH agent AS (
  SELECT a.id, a.model
  FROM user_ai_agents a
  WHERE a.user_id = $1 AND a.is_active
    AND CASE WHEN $6::integer IS NULL THEN a.is_default ELSE a.id = $6 END
), conversation AS (
  INSERT INTO conversations (user_id, title, description, system_prompt, tags, model)
  SELECT $1, $2, $3, $4, $5::text[], (SELECT agent.model FROM agent)
  WHERE $6::integer IS NULL OR EXISTS (SELECT FROM agent)
  RETURNING *
), noted AS (
  INSERT INTO conversation_ai_agents (conversation_id, user_agent_id, model_used)
  SELECT conversation.id, agent.id, agent.model FROM conversation, agent
)
SELECT public_id AS id, title, description, model, system_prompt AS "systemPrompt", coalesce(is_archived, false) AS "isArchived",
  coalesce(tags, '{}') AS tags, created_at::timestamptz AS "createdAt", updated_at::timestamptz AS "updatedAt"
FROM conversation
