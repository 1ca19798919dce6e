-- Expressions of indexes by OID: OID, place among the keys or 0 for the predicate, version, text. All versions.
select i.indexrelid, k.place, i.xmin, pg_get_indexdef(i.indexrelid, k.place::int, false)
from pg_index i
cross join unnest(i.indkey) with ordinality as k (attribute, place)
where i.indexrelid = any (:oids)
  and k.attribute = 0
union all
select i.indexrelid, 0, i.xmin, pg_get_expr(i.indpred, i.indrelid)
from pg_index i
where i.indexrelid = any (:oids)
  and i.indpred is not null
