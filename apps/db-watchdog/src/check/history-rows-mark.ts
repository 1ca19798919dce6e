import pg, { type Client } from 'pg';
import { watchdogSql } from './watchdog-sql.ts';

/**
 * A mark of the history on a standby, whose counters do not follow what is replayed: which version of which row is where.
 * A history that may not be read is no news either: its part says so.
 *
 * @param schema of the history @throws pg's error
 */
export async function historyRowsMark(client: Client, schema: string): Promise<string> {
  const place = { name: 'history-place', text: watchdogSql('history-place'), values: [schema] };
  const [found] = (await client.query<{ is_readable: boolean }>(place)).rows;
  if (found === undefined) return 'none';
  if (!found.is_readable) return 'unreadable';
  const { rows } = await client.query<{ mark: string }>(
    `select concat_ws('/', count(*), sum(hashtextextended(xmin::text || ctid::text, 1)::numeric)) as mark
     from ${pg.escapeIdentifier(schema)}.history`,
  );
  return rows[0]?.mark ?? 'none';
}
