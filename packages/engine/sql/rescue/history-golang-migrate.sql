-- golang-migrate: one row, the last version; everything up to it is applied, and it is half done itself when it is dirty.
-- Returns name, number, words, checksum, state, through, applied_at.
select null as name, version::text as number, null as words, null as checksum,
  case when dirty then 'failed' else 'applied' end as state, true as through, null as applied_at
from :table
