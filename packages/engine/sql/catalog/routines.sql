-- Functions, procedures and window functions, one row each. All versions.
-- Left out: the constructors that come with a range type.
select
  p.oid,
  n.nspname,
  p.proname,
  p.prokind,
  p.proargtypes,
  p.proallargtypes,
  p.proargmodes,
  p.proargnames,
  p.proargdefaults is not null,
  p.prorettype,
  p.proretset,
  l.lanname,
  case when p.prosqlbody is null then p.prosrc end,
  p.probin,
  p.provolatile,
  p.proparallel,
  p.proisstrict,
  p.prosecdef,
  p.proleakproof,
  p.proconfig,
  p.procost,
  p.prorows,
  p.xmin
from pg_proc p
join pg_namespace n on n.oid = p.pronamespace
join pg_language l on l.oid = p.prolang
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
  and p.prokind <> 'a'
  and not exists (
    select from pg_depend d
    where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'i' and d.refclassid = 'pg_type'::regclass
  )
