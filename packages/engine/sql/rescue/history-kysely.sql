-- Kysely: one row a file that is applied.
-- Returns name, number, words, checksum, state, through, applied_at.
select name, null as number, null as words, null as checksum, 'applied' as state, false as through,
  "timestamp" as applied_at
from :table
order by "timestamp", name
