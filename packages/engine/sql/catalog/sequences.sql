-- What a sequence is, one row each; its name is among the relations. All versions.
-- `deptype` is `a` when a column owns it, `i` when it is an identity column's.
select
  s.seqrelid,
  format_type(s.seqtypid, null),
  s.seqstart,
  s.seqincrement,
  s.seqmin,
  s.seqmax,
  s.seqcache,
  s.seqcycle,
  d.refobjid,
  d.refobjsubid,
  d.deptype
from pg_sequence s
join pg_class c on c.oid = s.seqrelid
join pg_namespace n on n.oid = c.relnamespace
left join pg_depend d
  on d.classid = 'pg_class'::regclass
  and d.objid = s.seqrelid
  and d.objsubid = 0
  and d.refclassid = 'pg_class'::regclass
  and d.refobjsubid > 0
  and d.deptype in ('a', 'i')
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
