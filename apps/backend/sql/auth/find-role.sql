-- The role somebody has now.
SELECT role FROM users WHERE id = $1
