-- Somebody has signed in; $2 is the password hashed at today's cost, or null to keep what is there.
UPDATE users
SET last_login_at = current_timestamp, password_hash = coalesce($2, password_hash)
WHERE id = $1
RETURNING id, public_id AS "publicId", email, full_name AS "fullName", role,
  created_at::timestamptz AS "createdAt", last_login_at::timestamptz AS "lastLoginAt"
