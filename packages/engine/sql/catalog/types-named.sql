-- Types as they are written, one row each, without the row types of the relations that are read and the arrays of those:
-- they go by the names of the relations. All versions.
-- Names of user types come from the catalogs: format_type looks at them as they are now, not as the snapshot has them.
select
  t.oid,
  case
    when tn.nspname = 'pg_catalog' then format_type(t.oid, -1)
    when e.oid is not null then quote_ident(en.nspname) || '.' || quote_ident(e.typname) || '[]'
    else quote_ident(tn.nspname) || '.' || quote_ident(t.typname)
  end as written,
  t.typstorage,
  t.typcollation
from pg_type t
join pg_namespace tn on tn.oid = t.typnamespace
left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
left join pg_namespace en on en.oid = e.typnamespace
where t.typtype <> 'c' and (e.oid is null or e.typtype <> 'c')
  or not exists (
    select from pg_namespace n
    where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
      and n.oid = t.typnamespace
  )
