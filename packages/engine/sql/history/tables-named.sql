-- The table of a name, or all tables of a schema that are no partitions; an empty text asks for neither. One row each.
-- `estimate` is what the last ANALYZE or VACUUM counted, -1 when there was none. All versions.
select
  quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name,
  c.reltuples::bigint as estimate
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p')
  and (c.oid = to_regclass(nullif($relation, '')) or n.nspname = $schema and not c.relispartition)
order by 1
