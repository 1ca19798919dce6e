-- How many rows of each catalog were ever inserted, updated and deleted, in one row. All versions.
-- It changes with every DDL that is committed and reported, which a backend does once a second and when it is idle. A
-- start or a reset of the statistics counts as a change. A standby does not count what it replays. One millisecond.
select
  pg_is_in_recovery() or current_setting('track_counts') <> 'on' as is_blind,
  concat_ws(
    ' ',
    d.oid,
    pg_postmaster_start_time()::text,
    pg_stat_get_db_stat_reset_time(d.oid)::text,
    (
      select string_agg(
        concat_ws('/', pg_stat_get_tuples_inserted(c), pg_stat_get_tuples_updated(c), pg_stat_get_tuples_deleted(c)), ' '
        order by place
      )
      from unnest(array[
        'pg_namespace',
        'pg_class',
        'pg_attribute',
        'pg_attrdef',
        'pg_type',
        'pg_proc',
        'pg_aggregate',
        'pg_constraint',
        'pg_index',
        'pg_inherits',
        'pg_partitioned_table',
        'pg_sequence',
        'pg_trigger',
        'pg_rewrite',
        'pg_policy',
        'pg_enum',
        'pg_range',
        'pg_statistic_ext',
        'pg_extension',
        'pg_event_trigger',
        'pg_operator',
        'pg_opclass',
        'pg_opfamily',
        'pg_amop',
        'pg_amproc',
        'pg_am',
        'pg_cast',
        'pg_collation',
        'pg_conversion',
        'pg_language',
        'pg_transform',
        'pg_foreign_data_wrapper',
        'pg_foreign_server',
        'pg_foreign_table',
        'pg_publication',
        'pg_publication_rel',
        'pg_ts_config',
        'pg_ts_config_map',
        'pg_ts_dict',
        'pg_ts_parser',
        'pg_ts_template',
        'pg_default_acl',
        'pg_description',
        'pg_depend'
      ]::regclass[]::oid[]) with ordinality as catalogs (c, place)
    )
  ) as mark
from pg_database d
where d.datname = current_database()
