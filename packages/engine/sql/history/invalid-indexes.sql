-- Indexes of all user schemas that are not valid, one row each. Raw catalogs: no lock on a user's table. All versions.
-- `worker` is a backend that holds a lock on the table which an index build would hold: the index may be under way.
-- An autovacuum holds the same lock too, and gives way to a DROP.
select
  quote_ident(n.nspname) || '.' || quote_ident(c.relname) as index,
  quote_ident(tn.nspname) || '.' || quote_ident(t.relname) as table,
  c.relpages::bigint * current_setting('block_size')::bigint as bytes,
  c.relkind = 'I' as is_partitioned,
  exists (select from pg_inherits where inhrelid = c.oid) as is_partition,
  (select conname from pg_constraint where conindid = c.oid and contype in ('p', 'u', 'x') limit 1) as constraint,
  coalesce(
    (select p.pid from pg_stat_progress_create_index p
      where p.datid = d.oid and (p.index_relid = c.oid or p.relid = t.oid) limit 1),
    (select l.pid from pg_locks l left join pg_stat_activity a on a.pid = l.pid
      where l.locktype = 'relation' and l.database = d.oid and l.relation = t.oid and l.granted
        and l.pid <> pg_backend_pid() and a.backend_type is distinct from 'autovacuum worker'
        and l.mode in ('ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
      limit 1)
  ) as worker
from pg_index i
join pg_class c on c.oid = i.indexrelid
join pg_namespace n on n.oid = c.relnamespace
join pg_class t on t.oid = i.indrelid
join pg_namespace tn on tn.oid = t.relnamespace
join pg_database d on d.datname = current_database()
where not (i.indisvalid and i.indisready and i.indislive)
  and n.nspname !~ '^pg_'
  and n.nspname <> 'information_schema'
order by 1
