-- One of a person's conversations.
SELECT public_id AS id, title, description, model, system_prompt AS "systemPrompt", coalesce(is_archived, false) AS "isArchived",
  coalesce(tags, '{}') AS tags, created_at::timestamptz AS "createdAt", updated_at::timestamptz AS "updatedAt"
FROM conversations
WHERE user_id = $1 AND public_id = $2
