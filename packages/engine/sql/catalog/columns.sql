-- Columns of tables, views and composite types, one row each, dropped ones left out. All versions.
-- A type with a modifier is written here, all others by their OIDs.
-- `offset 0` keeps the planner, which thinks that few namespaces are ours, from looking up each default by itself.
-- `attstattarget` is -1 until 16 and null since 17 where nobody has set it.
select
  a.attrelid,
  a.attnum,
  a.attname,
  a.atttypid,
  case when a.atttypmod >= 0 then format_type(a.atttypid, a.atttypmod) end as modified_type,
  a.attnotnull,
  nullif(a.attidentity, ''),
  nullif(a.attgenerated, ''),
  a.attcollation,
  d.oid as default_oid,
  d.xmin as default_xmin,
  a.attstorage,
  nullif(a.attcompression, ''),
  nullif(a.attstattarget, -1),
  a.attoptions,
  a.attfdwoptions
from pg_attribute a
join pg_class c on c.oid = a.attrelid
join pg_namespace n on n.oid = c.relnamespace
left join (select adrelid, adnum, oid, xmin from pg_attrdef offset 0) d
  on d.adrelid = a.attrelid and d.adnum = a.attnum and a.atthasdef
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
  and c.relkind in ('r', 'p', 'f', 'v', 'm', 'c')
  and a.attnum > 0
  and not a.attisdropped
