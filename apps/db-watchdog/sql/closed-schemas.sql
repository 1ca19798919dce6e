-- Schemas of this session's search path that are there and that this role may not use: a name in them is not found, as if
-- nothing were there. Needs CONNECT only. All versions.
select n.nspname as name
from pg_catalog.pg_namespace n
where n.nspname in (
    select pg_catalog.btrim(entry, ' "')
    from pg_catalog.unnest(pg_catalog.string_to_array(pg_catalog.current_setting('search_path'), ',')) entry
  )
  and not pg_catalog.has_schema_privilege(n.oid, 'usage')
order by 1
