-- One row: what the role may do here. Not by to_regclass: that fails without USAGE on the schema. All versions.
select
  quote_ident(current_user) as role,
  quote_ident(current_database()) as database,
  has_database_privilege(current_database(), 'create') as create_in_database,
  quote_ident(current_schema()) as schema,
  has_schema_privilege(current_schema(), 'create') as create_in_schema,
  current_setting('search_path') as search_path,
  c.oid is not null as has_history,
  n.oid is not null as has_history_schema,
  coalesce(has_schema_privilege(n.oid, 'create'), false) as create_in_history_schema,
  coalesce(has_schema_privilege(n.oid, 'usage'), false) as use_history_schema,
  coalesce(has_table_privilege(c.oid, 'select'), false) as read_history,
  coalesce(has_table_privilege(c.oid, 'insert') and has_table_privilege(c.oid, 'update'), false) as write_history
from (select 1) as one
left join pg_namespace n on n.nspname = $history_schema
left join pg_class c on c.relnamespace = n.oid and c.relname = 'history'
