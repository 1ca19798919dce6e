-- What is there of the given names, by their places in the list: {place, name}, the names quoted where they have to be.
-- `rows` is the server's estimate, -1 when it never counted; `bytes` is the table with its indexes and long values, as
-- the server counted last. Takes no lock. All versions.
select
  given.place,
  c.relkind as kind,
  c.reltuples::bigint as rows,
  current_setting('block_size')::bigint * (
    select sum(part.relpages)
    from pg_class part
    where part.oid in (c.oid, c.reltoastrelid)
      or part.oid in (select indexrelid from pg_index where indrelid = c.oid)
  ) as bytes
from json_to_recordset($names) as given (place int, name text)
join pg_class c on c.oid = to_regclass(given.name)
order by given.place
