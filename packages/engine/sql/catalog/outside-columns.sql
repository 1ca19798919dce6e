-- Columns of relations that are referred to and are in none of the schemas that are read, one row each. All versions.
with referred (oid) as (
  select o.confrelid from pg_constraint o where o.contype = 'f'
  union
  select h.inhparent from pg_inherits h
)
select c.oid, n.nspname, c.relname, a.attnum, a.attname
from referred
join pg_class c on c.oid = referred.oid
join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid
where not (n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline'))
  and c.relkind in ('r', 'p', 'f')
  and a.attnum > 0
