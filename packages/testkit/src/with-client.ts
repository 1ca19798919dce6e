import pg from 'pg';
import { maskUrl } from './mask-url.ts';

/** Connects, runs `work`, and disconnects whatever happened. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // A server that goes away between two queries reports it here; the next query rejects with the same reason.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (cause) {
    await client.end().catch(() => undefined);
    throw new Error(`Cannot connect to ${maskUrl(url)}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
