-- graphile-migrate: one row a committed file.
-- Returns name, number, words, checksum, state, through, applied_at.
select filename as name, null as number, null as words, null as checksum, 'applied' as state, false as through,
  date::text as applied_at
from :table
order by filename
