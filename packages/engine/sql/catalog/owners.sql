-- Owners of objects, one row each: catalog, OID, role. A composite type goes by its relation. All versions.
select 'pg_namespace', n.oid, n.nspowner
from pg_namespace n
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
union all
select 'pg_class', c.oid, c.relowner
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
  and c.relkind in ('r', 'p', 'f', 'v', 'm', 'S', 'c')
union all
select 'pg_proc', p.oid, p.proowner
from pg_proc p
join pg_namespace n on n.oid = p.pronamespace
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
union all
select 'pg_type', t.oid, t.typowner
from pg_type t
join pg_namespace n on n.oid = t.typnamespace
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
  and t.typtype in ('e', 'd', 'r')
union all
select 'pg_statistic_ext', s.oid, s.stxowner
from pg_statistic_ext s
join pg_namespace n on n.oid = s.stxnamespace
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
union all
select 'pg_event_trigger', e.oid, e.evtowner
from pg_event_trigger e
