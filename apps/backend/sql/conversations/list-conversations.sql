-- A person's conversations, the last changed first, from the place ($3, $4) on. The place is text: a timestamp has
-- microseconds, and a Date of JavaScript has not.
SELECT public_id AS id, title, description, model, system_prompt AS "systemPrompt", coalesce(is_archived, false) AS "isArchived",
  coalesce(tags, '{}') AS tags, created_at::timestamptz AS "createdAt", updated_at::timestamptz AS "updatedAt",
  updated_at::text AS place, conversations.id AS key
FROM conversations
WHERE user_id = $1 AND coalesce(is_archived, false) = $2
  AND ($3::timestamp IS NULL OR (updated_at, conversations.id) < ($3::timestamp, $4::integer))
ORDER BY updated_at DESC, conversations.id DESC
LIMIT $5
