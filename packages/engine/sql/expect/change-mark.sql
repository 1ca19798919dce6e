-- One row: how many rows of the system catalogs this session has written, as text. Two equal marks, before and after a
-- statement, mean that it has changed nothing that a catalog says. Rolled back work counts, so a mark may move in vain.
-- `counts` is false where the session has switched counting off: then the mark says nothing. All versions.
select
  coalesce(sum(
    pg_catalog.pg_stat_get_xact_tuples_inserted(oid) + pg_catalog.pg_stat_get_xact_tuples_updated(oid)
    + pg_catalog.pg_stat_get_xact_tuples_deleted(oid)
  ), 0)::text as mark,
  pg_catalog.current_setting('track_counts')::boolean as counts
from pg_catalog.pg_class
where relnamespace = 'pg_catalog'::pg_catalog.regnamespace and relkind = 'r'
  and relname not in ('pg_statistic', 'pg_statistic_ext_data', 'pg_largeobject', 'pg_largeobject_metadata')
