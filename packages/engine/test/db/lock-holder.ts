/** Finds the connection that holds the migration lock of the current database; a file has a lock of its own meanwhile. */
export const lockHolder = `select l.pid from pg_locks l join pg_stat_activity a using (pid)
where l.locktype = 'advisory' and a.datname = current_database() and a.state = 'idle in transaction'`;
