-- The same key, sealed anew.
UPDATE api_secrets SET key_value = $2, metadata = $3::jsonb, updated_at = current_timestamp WHERE id = $1
