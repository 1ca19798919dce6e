import { quoteIdentifier } from '../../db/quote.ts';
import { codeChecksum } from '../../source/checksum.ts';
import { split } from '../../splitter/index.ts';
import type { PreparedFile } from '../prepare-files.ts';
import type { Run } from '../run.ts';
import { type ConcurrentIndex, concurrentIndex } from './concurrent-index.ts';

/**
 * The index that a failed statement was building before it was corrected: the server leaves it behind, invalid, and
 * the file no longer names it as it was. Its former wording is in the history.
 */
export async function formerIndex(run: Run, { record, migration }: PreparedFile): Promise<ConcurrentIndex | null> {
  if (record?.state !== 'failed' || record.inFlight === null) return null;
  const { rows } = await run.client.query<{ content: string | null }>(
    `select content from ${quoteIdentifier(run.settings.schema)}.history where name = $1`,
    [migration.name],
  );
  const content = rows[0]?.content ?? '';
  const statements = split(content, { standardConformingStrings: run.facts.standardConformingStrings });
  const former = statements.find((statement) => codeChecksum([statement], content) === record.inFlight);
  return former === undefined ? null : concurrentIndex(former);
}
