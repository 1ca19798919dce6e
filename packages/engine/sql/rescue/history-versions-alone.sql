-- dbmate and Rails: one row a version that is applied.
-- Returns name, number, words, checksum, state, through, applied_at.
select null as name, version as number, null as words, null as checksum, 'applied' as state, false as through,
  null as applied_at
from :table
order by version
