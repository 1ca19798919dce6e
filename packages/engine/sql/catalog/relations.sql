-- Tables, views, sequences and composite types, one row each. All versions.
-- The access method is null when it is the default of every server, the key strategy when it is not partitioned.
select
  c.oid,
  c.relnamespace,
  c.relname,
  c.relkind,
  c.relpersistence,
  c.relispartition,
  c.relrowsecurity,
  c.relforcerowsecurity,
  c.relreplident,
  c.relispopulated,
  c.reloptions,
  t.reloptions as toast_options,
  nullif(am.amname, 'heap') as method,
  p.partstrat,
  c.reloftype,
  c.reltype,
  r.typarray,
  c.xmin
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
left join pg_type r on r.oid = c.reltype
left join pg_class t on t.oid = c.reltoastrelid and t.reloptions is not null
left join pg_am am on am.oid = c.relam
left join pg_partitioned_table p on p.partrelid = c.oid
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
  and c.relkind in ('r', 'p', 'f', 'v', 'm', 'S', 'c')
