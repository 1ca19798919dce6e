import type { Client, QueryResultRow } from 'pg';

/** Runs one catalog query and gives its rows. */
export type CatalogReader = (sql: string, parameters?: readonly unknown[]) => Promise<readonly QueryResultRow[]>;

/**
 * Lends a reader of the catalog for the time of `work`: in a read-only transaction that ends in a rollback, so nothing
 * is left behind (behind a pooler too), and with a limit on every wait: a diagnosis must not hang where the run failed.
 */
export async function catalogReader<T>(client: Client, work: (read: CatalogReader) => Promise<T>): Promise<T> {
  await client.query(
    'begin isolation level read committed read only; set local statement_timeout = 1000; set local lock_timeout = 200',
  );
  try {
    return await work(async (sql, parameters = []) => (await client.query(sql, [...parameters])).rows);
  } finally {
    await client.query('rollback');
  }
}
