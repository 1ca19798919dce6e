-- goose: one row a move, up or down; the last of a version counts. Version 0 is the beginning.
-- Returns name, number, words, checksum, state, through, applied_at.
select null as name, version_id::text as number, null as words, null as checksum,
  case when is_applied then 'applied' else 'reverted' end as state, false as through, tstamp::text as applied_at
from :table
where version_id > 0
order by id
