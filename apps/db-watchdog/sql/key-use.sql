-- How far each sequence has counted, and the column that takes its numbers, which can hold fewer of them than the
-- sequence has: an integer key with a bigint sequence. Only those beyond $1 (a ratio from 0 to 1), fullest first, at
-- most 100; `readable` and `unreadable` count all. Reading needs SELECT or USAGE on the sequence. All versions.
with counted as (
  select
    n.nspname,
    c.relname,
    s.seqstart,
    s.seqmax,
    case when pg_catalog.has_sequence_privilege(c.oid, 'select, usage') then pg_catalog.pg_sequence_last_value(c.oid) end as last,
    pg_catalog.has_sequence_privilege(c.oid, 'select, usage') as is_readable,
    taker.nspname as table_schema,
    taker.relname as table_name,
    taker.attname,
    case taker.atttypid when 21 then 32767 when 23 then 2147483647 else s.seqmax end as column_max
  from pg_catalog.pg_sequence s
  join pg_catalog.pg_class c on c.oid = s.seqrelid
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  left join lateral (
    select tn.nspname, t.relname, a.attname, a.atttypid
    from (
      -- its owner: serial and identity columns
      select d.refobjid as relid, d.refobjsubid as attnum
      from pg_catalog.pg_depend d
      where d.classid = 1259 and d.objid = c.oid and d.refclassid = 1259 and d.deptype in ('a', 'i')
      union
      -- a default that calls nextval
      select f.adrelid, f.adnum
      from pg_catalog.pg_depend d
      join pg_catalog.pg_attrdef f on f.oid = d.objid
      where d.classid = 2604 and d.refclassid = 1259 and d.refobjid = c.oid
    ) uses
    join pg_catalog.pg_class t on t.oid = uses.relid
    join pg_catalog.pg_namespace tn on tn.oid = t.relnamespace
    join pg_catalog.pg_attribute a on a.attrelid = uses.relid and a.attnum = uses.attnum
    order by a.atttypid = 20, tn.nspname, t.relname
    limit 1
  ) taker on true
  where s.seqincrement > 0 and not s.seqcycle and c.relpersistence = 'p' and s.seqmax > 0
),
used as (
  select *, last::float8 / least(seqmax, column_max) as ratio from counted
)
select
  pg_catalog.concat(nspname, '.', relname) as sequence,
  case when attname is not null then pg_catalog.concat(table_schema, '.', table_name, '.', attname) end as "column",
  ratio,
  last::text as last,
  least(seqmax, column_max)::text as most,
  totals.highest,
  totals.readable,
  totals.unreadable
from (
  select
    max(ratio) as highest,
    count(*) filter (where is_readable)::int as readable,
    count(*) filter (where not is_readable)::int as unreadable
  from used
) totals
left join used on used.ratio > $1
order by used.ratio desc nulls last, sequence
limit 100
