-- Gives somebody a role.
UPDATE users
SET role = $2, updated_at = current_timestamp
WHERE public_id = $1
RETURNING id, public_id AS "publicId", email, full_name AS "fullName", role,
  created_at::timestamptz AS "createdAt", last_login_at::timestamptz AS "lastLoginAt"
