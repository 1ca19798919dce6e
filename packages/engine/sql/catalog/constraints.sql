-- Constraints of tables and domains, one row each. All versions.
-- Left out: what a partition or a child has of its parent alone, and constraint triggers. NOT NULL has rows since 18;
-- only those stay that say more than the column does.
select
  o.oid,
  o.conname,
  o.contype,
  o.conrelid,
  o.contypid,
  o.conindid,
  o.conkey,
  o.confrelid,
  o.confkey,
  nullif(o.confupdtype, ' '),
  nullif(o.confdeltype, ' '),
  o.confdelsetcols, -- 15+, else null::text
  nullif(o.confmatchtype, ' '),
  o.condeferrable,
  o.condeferred,
  o.convalidated,
  o.conenforced, -- 18+, else true
  o.connoinherit,
  o.conperiod, -- 18+, else false
  case when o.contype = 'x' then (
    select string_agg(
      case when pn.nspname = 'pg_catalog' then p.oprname else quote_ident(pn.nspname) || '.' || p.oprname end, ' ' order by place
    )
    from unnest(o.conexclop) with ordinality as x (oid, place)
    join pg_operator p on p.oid = x.oid
    join pg_namespace pn on pn.oid = p.oprnamespace
  ) end as exclusion_operators,
  o.xmin
from pg_constraint o
join pg_namespace n on n.oid = o.connamespace
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
  and o.contype <> 't'
  and o.conparentid = 0
  and (o.conislocal or o.coninhcount = 0 or o.contype not in ('c', 'n'))
  and (o.contype <> 'n' or o.contypid = 0 and not o.convalidated or o.connoinherit)
