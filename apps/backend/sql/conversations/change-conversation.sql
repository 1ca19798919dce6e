-- Changes what is not null.
UPDATE conversations
SET title = coalesce($3, title), description = coalesce($4, description), system_prompt = coalesce($5, system_prompt),
  tags = coalesce($6::text[], tags), is_archived = coalesce($7, is_archived), updated_at = current_timestamp
WHERE user_id = $1 AND public_id = $2
RETURNING public_id AS id, title, description, model, system_prompt AS "systemPrompt", coalesce(is_archived, false) AS "isArchived",
  coalesce(tags, '{}') AS tags, created_at::timestamptz AS "createdAt", updated_at::timestamptz AS "updatedAt"
