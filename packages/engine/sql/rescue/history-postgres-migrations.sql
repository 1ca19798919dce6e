-- postgres-migrations: one row a file; its checksum is SHA-1 of file name and text. The first row is its own table.
-- Returns name, number, words, checksum, state, through, applied_at.
select name, id::text as number, name as words, null as checksum, 'applied' as state, false as through,
  executed_at::text as applied_at
from :table
where id > 0
order by id
