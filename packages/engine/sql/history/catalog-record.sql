-- Keeps a catalog, unless the history has moved on since it was read. Follows `with now as (<catalog-mark>)`. One row
-- when it was kept. All versions.
insert into plumbline.catalog as c (catalog, digest, server_version, history_mark, after, recorded_at, tool_version)
select decode($catalog, 'base64'), $digest, $server_version, now.mark, now.after, now(), $tool_version
from now
where now.mark = $mark
on conflict (is_only) do update set
  catalog = excluded.catalog,
  digest = excluded.digest,
  server_version = excluded.server_version,
  history_mark = excluded.history_mark,
  after = excluded.after,
  recorded_at = excluded.recorded_at,
  tool_version = excluded.tool_version
returning 1 as kept
