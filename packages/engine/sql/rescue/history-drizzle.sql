-- Drizzle: one row a file, by SHA-256 of its text; no name.
-- Returns name, number, words, checksum, state, through, applied_at.
select null as name, null as number, null as words, hash as checksum, 'applied' as state, false as through,
  case when created_at > 0 then to_timestamp(created_at / 1000.0)::text end as applied_at
from :table
order by created_at
