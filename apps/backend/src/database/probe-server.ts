import pg from 'pg';
import { showsNoServer } from './database-failure.ts';

/**
 * Asks the server for something by a connection of its own. An error that the server itself sends shows that it is there,
 * unless it says that it is starting or going down.
 *
 * @param timeoutMs how long connecting may take, and the answer
 */
export async function probeServer(url: string, timeoutMs: number): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'myaiagent-backend',
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
  });
  // What breaks later is nobody's business.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT 1');
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || showsNoServer(error)) throw error;
  } finally {
    // A goodbye that a dead network swallows is not waited for.
    void client.end().catch(() => {});
  }
}
