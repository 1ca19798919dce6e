-- A new person. No row when the address is there in any spelling; the unique index decides between two at once.
INSERT INTO users (email, password_hash, full_name)
SELECT $1::varchar, $2::varchar, $3::varchar
WHERE NOT EXISTS (SELECT FROM users WHERE lower(email) = lower($1::varchar))
ON CONFLICT (email) DO NOTHING
RETURNING id, public_id AS "publicId", email, full_name AS "fullName", role,
  created_at::timestamptz AS "createdAt", last_login_at::timestamptz AS "lastLoginAt"
