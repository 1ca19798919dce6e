-- Parents of tables, partitions included, one row each pair. All versions.
select h.inhrelid, h.inhparent, h.inhseqno
from pg_inherits h
join pg_class c on c.oid = h.inhrelid
join pg_namespace n on n.oid = c.relnamespace
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
  and c.relkind in ('r', 'p', 'f')
