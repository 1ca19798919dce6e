-- Adds a message to one of a person's conversations, which moves to the top. No row when it is none of theirs.
-- Who wrote it is kept for what people write themselves; a model and a tool are nobody.
WITH thread AS (
  UPDATE conversations SET updated_at = current_timestamp
  WHERE user_id = $1 AND public_id = $2
  RETURNING id
)
INSERT INTO messages (conversation_id, user_id, role, content, metadata)
SELECT thread.id, CASE WHEN $3 = 'user' THEN $1::integer END, $3, $4, $5::jsonb
FROM thread
RETURNING id, role, content, coalesce(metadata, '{}') AS metadata, created_at::timestamptz AS "createdAt"
