-- Whether a table is still a partition of another, and whether its DETACH CONCURRENTLY is half done. PostgreSQL 14+.
select inhdetachpending as pending
from pg_inherits
where inhrelid = to_regclass($partition)
  and inhparent = to_regclass($parent)
