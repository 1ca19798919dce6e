-- Deletes one of a person's conversations; its messages go with it.
DELETE FROM conversations WHERE user_id = $1 AND public_id = $2 RETURNING public_id
