-- Tables that can be the history of a tool, by the names of their columns: schema, name, columns. All versions.
select n.nspname as schema, c.relname as name, array_agg(a.attname::text order by a.attname)::text[] as columns
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
group by n.nspname, c.relname
having count(*) < 20
order by n.nspname, c.relname
