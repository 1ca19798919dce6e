-- Liquibase: one row a changeset; its file is that of the migration, or its id names it.
-- Returns name, number, words, checksum, state, through, applied_at.
select case when filename ~ '[.]sql$' then filename else id end as name, null as number, id as words, null as checksum,
  case when exectype in ('FAILED', 'SKIPPED') then 'failed' else 'applied' end as state,
  false as through, dateexecuted::text as applied_at
from :table
order by orderexecuted
