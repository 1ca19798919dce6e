/** Finds the backends of the current database that are in pg_sleep; other tests sleep on the same server. */
export const sleeping =
  "select pid from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'";
