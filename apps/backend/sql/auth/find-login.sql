-- Who signs in with this address, however it is capitalised; of two that differ in that only, the one as written.
SELECT id, public_id AS "publicId", email, full_name AS "fullName", role,
  created_at::timestamptz AS "createdAt", last_login_at::timestamptz AS "lastLoginAt",
  password_hash AS "passwordHash"
FROM users
WHERE lower(email) = lower($1)
ORDER BY email = $1 DESC, id
LIMIT 1
