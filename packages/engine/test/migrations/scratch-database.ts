import { createTestDatabase, templateDatabase } from '@plumbline/testkit/vitest';
import pg from 'pg';
import { applyMigrations, migrationsBetween } from './migration-files.ts';

/** Runs `work` on a database of its own in which the migrations up to `last` have run; '000' means an empty one. */
export async function withDatabaseAt<T>(
  last: string,
  work: (client: pg.Client, url: string) => Promise<T>,
): Promise<T> {
  const template = await templateDatabase(`application-${last}`, async (url) => {
    await withClientAt(url, (client) => applyMigrations(client, migrationsBetween('000', last)));
  });
  const database = await createTestDatabase({ template });
  try {
    return await withClientAt(database.url, (client) => work(client, database.url));
  } finally {
    await database.drop();
  }
}

export async function withClientAt<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
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
