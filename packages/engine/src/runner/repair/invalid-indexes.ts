import type { Client, QueryResultRow } from 'pg';
import { simpleQuery } from '../../db/simple-query.ts';
import { historySql } from '../history-sql.ts';
import type { Run } from '../run.ts';
import { serverError } from '../session.ts';
import type { RepairAction } from './repair-action.ts';

type DropIndex = Extract<RepairAction, { type: 'drop-index' }>;

/**
 * Every invalid index of the user's schemas: the leftovers of failed and interrupted CREATE INDEX CONCURRENTLY and
 * REINDEX CONCURRENTLY. Those that are being built, or that belong to something, are left, with the reason.
 *
 * @throws PlumblineError `server-error`
 */
export async function invalidIndexes(client: Client, schema: string): Promise<readonly DropIndex[]> {
  const result = await simpleQuery(client, historySql('invalid-indexes', schema));
  if (result.failure !== null) throw serverError('read the catalog', result);
  return (result.rowSets[0] ?? []).map((row) => ({
    type: 'drop-index',
    index: String(row.index),
    table: String(row.table),
    bytes: Number(row.bytes),
    left: reasonToLeave(row),
  }));
}

function reasonToLeave(row: QueryResultRow): string | null {
  if (row.worker !== null) return `process ${row.worker} works on ${row.table}: it may be building this index`;
  if (row.is_partitioned === 't')
    return 'it is the index of a partitioned table, valid once every partition has its own';
  if (row.is_partition === 't') return 'it belongs to the index of a partitioned table';
  if (row.constraint !== null) return `the constraint ${row.constraint} rests on it`;
  return null;
}

/**
 * Drops one invalid index without holding up the table. It is looked at once more first, and a table that is busy is
 * not waited for: whoever holds it may just be making the index valid.
 *
 * @returns why it was left; null when it is gone
 * @throws PlumblineError `server-error` when the catalog cannot be read
 */
export async function dropIfStillInvalid(run: Run, index: string): Promise<string | null> {
  const now = (await invalidIndexes(run.client, run.settings.schema)).find((other) => other.index === index);
  if (now === undefined) return 'it is valid, or gone, by now';
  if (now.left !== null) return now.left;
  const set = await simpleQuery(run.client, `set lock_timeout = '${run.settings.lockTimeoutMs}ms'`);
  if (set.failure !== null) throw serverError('set the lock timeout', set);
  const { failure } = await simpleQuery(run.client, `drop index concurrently if exists ${index}`);
  await simpleQuery(run.client, 'reset lock_timeout');
  return failure === null ? null : `the server refused: ${failure.message}`;
}
