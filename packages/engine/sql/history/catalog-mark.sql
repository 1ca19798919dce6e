-- What of the history the schema depends on, in one row: how many are applied, when the last one was, and how far
-- unfinished stepwise files are. An accepted edit or a new name changes nothing of it. All versions.
select
  concat_ws(
    ' ',
    count(*) filter (where state = 'applied'),
    extract(epoch from max(finished_at) filter (where state = 'applied')),
    sum(statements_done) filter (where mode = 'stepwise' and state in ('running', 'failed'))
  ) as mark,
  (array_agg(name order by finished_at desc, name collate "C" desc) filter (where state = 'applied'))[1] as after,
  to_regclass('plumbline.catalog') is not null as has_catalog
from plumbline.history
