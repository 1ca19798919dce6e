-- One person.
SELECT id, public_id AS "publicId", email, full_name AS "fullName", role,
  created_at::timestamptz AS "createdAt", last_login_at::timestamptz AS "lastLoginAt"
FROM users
WHERE id = $1
