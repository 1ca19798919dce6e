-- Flyway: one row a try of a script; the last one counts. Baseline rows and schema creation are of no file.
-- Returns name, number, words, checksum, state, through, applied_at.
select script as name, version as number, description as words, null as checksum,
  case when not success then 'failed' when type like 'UNDO%' or type = 'DELETE' then 'reverted' else 'applied' end as state,
  type = 'BASELINE' as through, installed_on::text as applied_at
from :table
where version is not null or script <> '' and type <> 'SCHEMA'
order by installed_rank
