import type { Client } from 'pg';
import { simpleQuery } from '../db/simple-query.ts';
import { unifiedDiff } from '../report/unified-diff.ts';
import type { Migration } from '../source/migration.ts';
import { historySql } from './history-sql.ts';
import { serverError } from './session.ts';

/**
 * The texts of migrations as they were applied, by name. Those too large to be kept are not in it.
 *
 * @throws PlumblineError `server-error`
 */
export async function recordedContents(
  client: Client,
  schema: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (names.length === 0) return new Map();
  const result = await simpleQuery(client, historySql('contents', schema, { names: JSON.stringify(names) }));
  if (result.failure !== null) throw serverError('read the history', result);
  const rows = result.rowSets[0] ?? [];
  return new Map(rows.flatMap(({ name, content }) => (content == null ? [] : [[String(name), String(content)]])));
}

/** What was changed in a file since it was applied, as a unified diff. */
export function editDiff(recorded: string, migration: Migration, most?: number): string {
  return unifiedDiff(recorded, migration.content.readableText(), {
    from: `${migration.name} as it was applied`,
    to: migration.file,
    ...(most === undefined ? {} : { most }),
  });
}
