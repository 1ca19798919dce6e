-- How the last check of an agent ended.
UPDATE user_ai_agents
SET status = $3, error_message = $4, last_tested_at = current_timestamp
WHERE user_id = $1 AND id = $2
