-- Policies, one row each. The roles are OIDs, 0 for everybody. All versions.
select
  p.oid,
  p.polrelid,
  p.polname,
  p.polcmd,
  p.polpermissive,
  p.polroles,
  p.polqual is not null,
  p.polwithcheck is not null,
  p.xmin
from pg_policy p
join pg_class c on c.oid = p.polrelid
join pg_namespace n on n.oid = c.relnamespace
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
