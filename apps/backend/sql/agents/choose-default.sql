-- Which of a person's active agents should be the default: the wanted one, else the one that is, else the newest.
SELECT id
FROM user_ai_agents
WHERE user_id = $1 AND is_active
ORDER BY id IS NOT DISTINCT FROM $2::integer DESC, is_default DESC NULLS LAST, created_at DESC, id DESC
LIMIT 1
