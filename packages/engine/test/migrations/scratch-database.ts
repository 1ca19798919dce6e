import { withClient } from '@plumbline/testkit';
import { createTestDatabase, templateDatabase } from '@plumbline/testkit/vitest';
import type pg from 'pg';
import { applyMigrations, migrationsBetween } from './migration-files.ts';

/** Runs `work` on a database of its own in which the migrations up to `last` have run; '000' means an empty one. */
export async function withDatabaseAt<T>(
  last: string,
  work: (client: pg.Client, url: string) => Promise<T>,
): Promise<T> {
  const template = await templateDatabase(`application-${last}`, async (url) => {
    await withClient(url, (client) => applyMigrations(client, migrationsBetween('000', last)));
  });
  const database = await createTestDatabase({ template });
  try {
    return await withClient(database.url, (client) => work(client, database.url));
  } finally {
    await database.drop();
  }
}

/** The only value of a query that returns one row with one column. */
export async function one<T>(client: pg.Client, sql: string, values: readonly unknown[] = []): Promise<T> {
  const result = await client.query<[T]>({ text: sql, values: [...values], rowMode: 'array' });
  const row = result.rows[0];
  if (row === undefined || result.rows.length > 1)
    throw new Error(`Expected one row, got ${result.rows.length}: ${sql}`);
  return row[0];
}
