-- sqlx: one row a file; its checksum is SHA-384 of the file.
-- Returns name, number, words, checksum, state, through, applied_at.
select null as name, version::text as number, description as words, encode(checksum, 'hex') as checksum,
  case when success then 'applied' else 'failed' end as state, false as through, installed_on::text as applied_at
from :table
order by version
