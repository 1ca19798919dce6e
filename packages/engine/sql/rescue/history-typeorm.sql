-- TypeORM: one row a class; the digits at the end of its name are its number.
-- Returns name, number, words, checksum, state, through, applied_at.
select name, "timestamp"::text as number, regexp_replace(name, '[0-9]+$', '') as words, null as checksum,
  'applied' as state, false as through, null as applied_at
from :table
order by id
