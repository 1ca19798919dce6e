-- The recorded catalog, one row or none. Needs SELECT on it only. All versions.
select
  encode(catalog, 'base64') as catalog,
  digest,
  history_mark,
  after,
  to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as recorded_at,
  tool_version
from plumbline.catalog
