-- Prisma: one row a try; one that has not ended is failed. Its checksum is SHA-256 of the file.
-- Returns name, number, words, checksum, state, through, applied_at.
select migration_name as name, null as number, null as words, checksum,
  case when rolled_back_at is not null then 'reverted' when finished_at is null then 'failed' else 'applied' end as state,
  false as through, finished_at::text as applied_at
from :table
order by started_at
