-- Indexes, those behind constraints too, one row each. All versions.
-- `parent` is the partitioned index that it is attached to.
select
  i.indexrelid,
  i.indrelid,
  c.relname,
  am.amname,
  c.relam,
  i.indnkeyatts,
  i.indkey,
  i.indclass,
  i.indcollation,
  i.indoption,
  i.indisunique,
  i.indnullsnotdistinct, -- 15+, else false
  i.indisvalid,
  i.indisready and i.indislive,
  i.indisreplident,
  i.indisclustered,
  i.indexprs is not null,
  i.indpred is not null,
  c.reloptions,
  h.inhparent as parent,
  i.xmin
from pg_index i
join pg_class c on c.oid = i.indexrelid
join pg_namespace n on n.oid = c.relnamespace
join pg_am am on am.oid = c.relam
left join pg_inherits h on h.inhrelid = i.indexrelid
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
