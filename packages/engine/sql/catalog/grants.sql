-- Privileges by object and role, one row each: catalog, OID, column or 0, owner, role or 0 for everybody, privileges as
-- `INSERT,SELECT*`, the star with grant option. Where nothing was ever granted, what the server grants by itself. All versions.
with lists (catalog, oid, place, owner, acl) as (
  select 'pg_namespace', n.oid, 0, n.nspowner, coalesce(n.nspacl, acldefault('n', n.nspowner))
  from pg_namespace n
  where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
  union all
  select
    'pg_class', c.oid, 0, c.relowner,
    coalesce(c.relacl, acldefault(case c.relkind when 'S' then 's'::"char" else 'r'::"char" end, c.relowner))
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
    and c.relkind in ('r', 'p', 'f', 'v', 'm', 'S')
  union all
  select 'pg_class', a.attrelid, a.attnum, c.relowner, a.attacl
  from pg_attribute a
  join pg_class c on c.oid = a.attrelid
  join pg_namespace n on n.oid = c.relnamespace
  where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
    and a.attacl is not null
    and not a.attisdropped
  union all
  select 'pg_proc', p.oid, 0, p.proowner, coalesce(p.proacl, acldefault('f', p.proowner))
  from pg_proc p
  join pg_namespace n on n.oid = p.pronamespace
  where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
  union all
  select
    case when t.typtype = 'c' then 'pg_class' else 'pg_type' end,
    case when t.typtype = 'c' then t.typrelid else t.oid end,
    0, t.typowner, coalesce(t.typacl, acldefault('T', t.typowner))
  from pg_type t
  join pg_namespace n on n.oid = t.typnamespace
  left join pg_class c on c.oid = t.typrelid
  where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
    and (t.typtype in ('e', 'd', 'r') or c.relkind = 'c')
),
-- Most objects have one of a few lists, so each list is taken apart once.
distinct_lists (id, acl) as (
  select row_number() over (), acl from (select distinct acl from lists) as each_list
),
privileges (id, grantee, written) as (
  select
    d.id,
    x.grantee,
    string_agg(
      x.privilege_type || case when x.is_grantable then '*' else '' end, ',' order by x.privilege_type collate "C"
    )
  from distinct_lists d
  cross join aclexplode(d.acl) as x
  group by d.id, x.grantee
)
select lists.catalog, lists.oid, lists.place, lists.owner, p.grantee, p.written
from lists
join distinct_lists d on d.acl = lists.acl
join privileges p on p.id = d.id
