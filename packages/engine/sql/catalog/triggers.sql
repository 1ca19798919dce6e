-- Triggers, one row each. All versions.
-- Left out: those that the server makes for constraints, and a partition's copy of its parent's as long as it fires
-- like that one. Until 14 such a copy is marked as internal.
select
  t.oid,
  t.tgrelid,
  t.tgname,
  t.tgtype,
  t.tgattr,
  fn.nspname,
  f.proname,
  encode(t.tgargs, 'hex'),
  t.tgqual is not null,
  t.tgoldtable,
  t.tgnewtable,
  t.tgconstraint <> 0,
  t.tgdeferrable,
  t.tginitdeferred,
  t.tgenabled,
  t.xmin
from pg_trigger t
join pg_class c on c.oid = t.tgrelid
join pg_namespace n on n.oid = c.relnamespace
join pg_proc f on f.oid = t.tgfoid
join pg_namespace fn on fn.oid = f.pronamespace
left join pg_trigger p on p.oid = t.tgparentid
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
  and (p.oid is null and not t.tgisinternal or p.tgenabled <> t.tgenabled and not p.tgisinternal)
