import type { HistoryRecord } from '../plan/history-record.ts';
import type { PreparedFile } from './prepare-files.ts';
import type { Run } from './run.ts';
import { look } from './session.ts';

/** What the history says of a file now: somebody may have gone on since it was read. */
export async function readRecord(run: Run, { migration }: PreparedFile): Promise<HistoryRecord | null> {
  const { records } = await look(run.client, run.settings.schema);
  return records.find(({ name }) => name === migration.name) ?? null;
}
