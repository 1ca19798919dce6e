-- Which of the given objects the catalog lacks, by their places in the list: {place, kind, schema, table, name}.
-- One without a schema may be in any schema but the system's. Casts to name cut as the server cuts. All versions.
with o as (
  select place, kind, schema::name as schema, owner::name as owner, name::name as name
  from json_to_recordset($objects) as given (place int, kind text, schema text, owner text, name text)
),
n as (
  select oid, nspname from pg_namespace
)
select o.place
from o
where not case o.kind
  when 'schema' then exists (select from n where nspname = o.name)
  when 'relation' then exists (
    select from pg_class c join n on n.oid = c.relnamespace
    where c.relname = o.name and (n.nspname = o.schema or o.schema is null and n.nspname !~ '^pg_'))
  when 'column' then exists (
    select from pg_class c join n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where c.relname = o.owner and a.attname = o.name and a.attnum > 0 and not a.attisdropped
      and (n.nspname = o.schema or o.schema is null and n.nspname !~ '^pg_'))
  when 'function' then exists (
    select from pg_proc p join n on n.oid = p.pronamespace
    where p.proname = o.name and (n.nspname = o.schema or o.schema is null and n.nspname !~ '^pg_'))
  else exists (
    select from pg_type t join n on n.oid = t.typnamespace
    where t.typname = o.name and (n.nspname = o.schema or o.schema is null and n.nspname !~ '^pg_'))
end
order by o.place
