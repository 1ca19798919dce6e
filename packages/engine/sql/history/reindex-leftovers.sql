-- Invalid indexes that an interrupted REINDEX CONCURRENTLY leaves: `name_ccnew`, `name_ccold`, with a number when
-- there are several. Of one index or of all indexes of one table. All versions.
select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name
from pg_index i
join pg_class c on c.oid = i.indexrelid
join pg_namespace n on n.oid = c.relnamespace
where not i.indisvalid
  and c.relname ~ '_cc(new|old)[0-9]*$'
  and i.indrelid in (
    select to_regclass($target)
    union
    select indrelid from pg_index where indexrelid = to_regclass($target)
  )
