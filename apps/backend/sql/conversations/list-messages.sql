-- The messages of one of a person's conversations in order, from the place ($3, $4) on.
SELECT m.id, m.role, m.content, coalesce(m.metadata, '{}') AS metadata, m.created_at::timestamptz AS "createdAt",
  m.created_at::text AS place
FROM messages m
JOIN conversations c ON c.id = m.conversation_id
WHERE c.user_id = $1 AND c.public_id = $2
  AND ($3::timestamp IS NULL OR (m.created_at, m.id) > ($3::timestamp, $4::integer))
ORDER BY m.created_at, m.id
LIMIT $5
