-- Aggregates, one row each. Functions are named with their schema. All versions.
select
  p.oid,
  n.nspname,
  p.proname,
  p.proargtypes,
  p.prorettype,
  tn.nspname,
  t.proname,
  fn.nspname,
  f.proname,
  cn.nspname,
  c.proname,
  a.aggtranstype,
  a.agginitval,
  p.proparallel
from pg_aggregate a
join pg_proc p on p.oid = a.aggfnoid
join pg_namespace n on n.oid = p.pronamespace
left join pg_proc t on t.oid = a.aggtransfn
left join pg_namespace tn on tn.oid = t.pronamespace
left join pg_proc f on f.oid = a.aggfinalfn
left join pg_namespace fn on fn.oid = f.pronamespace
left join pg_proc c on c.oid = a.aggcombinefn
left join pg_namespace cn on cn.oid = c.pronamespace
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
