-- The last value of each sequence, one row each; null when it was never used or this role may not read it. All versions.
-- CASE keeps the order: asked of something that is no sequence, the functions fail.
select
  n.nspname,
  c.relname,
  case when c.relkind <> 'S' then null when has_sequence_privilege(c.oid, 'select, usage') then pg_sequence_last_value(c.oid) end
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
  and c.relkind = 'S'
  and c.relpersistence <> 't'
