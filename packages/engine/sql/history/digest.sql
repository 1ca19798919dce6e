-- The history in one value, one row: a digest of all names and checksums; null when a row says anything but applied.
-- What a run without work needs to know takes 64 bytes instead of a row for each migration. All versions.
select
  case when coalesce(bool_and(state = 'applied'), true)
    then encode(sha256(convert_to(string_agg(name || ' ' || checksum, E'\n' order by name collate "C"), 'UTF8')), 'hex')
  end as digest
from plumbline.history
