/** The rows of pg_locks that are the current database's, for a FROM; other tests lock on the same server. */
export const locksHere =
  '(select * from pg_locks where database = (select oid from pg_database where datname = current_database())) as locks';
