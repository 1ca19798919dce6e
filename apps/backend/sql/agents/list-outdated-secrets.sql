-- Keys of agents that another encryption key than $1 has sealed, held for this transaction; those that somebody holds
-- are left to them.
SELECT id, key_name AS place, key_value AS sealed
FROM api_secrets
WHERE key_type = 'agent_api_key' AND split_part(key_value, '.', 2) <> $1 AND id > $2
ORDER BY id
LIMIT $3
FOR NO KEY UPDATE SKIP LOCKED
