-- One index of one table by name: one row or none. Reads raw catalogs: no lock on the table. All versions.
select
  quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name,
  (i.indisvalid and i.indisready) as valid
from pg_index i
join pg_class c on c.oid = i.indexrelid
join pg_namespace n on n.oid = c.relnamespace
where i.indrelid = to_regclass($table)
  and c.relname = $index
