import type { Client } from 'pg';
import { pause } from '../db/pause.ts';
import { simpleQuery } from '../db/simple-query.ts';
import type { Settings } from './options.ts';
import type { Progress } from './progress.ts';
import { look } from './session.ts';

const POLL_MS = 100;
/** A server that runs a statement for a dead client notices within two seconds where it can; else at its end. */
const LONGEST_WAIT_MS = 30_000;

/**
 * Finds out what became of the file whose answer was lost. Its backend is waited for first: right after the loss a
 * commit is often still in progress, and the history would say no while the answer is going to be yes.
 */
export async function settleLostFile(client: Client, settings: Settings, progress: Progress): Promise<void> {
  const { running } = progress;
  if (running === null) return;
  const deadline = Date.now() + LONGEST_WAIT_MS;
  while (Date.now() < deadline && !settings.signal?.aborted) {
    const { rowSets } = await simpleQuery(
      client,
      `select from pg_catalog.pg_stat_activity where ${running.isBackend} and pid <> pg_catalog.pg_backend_pid() and datname = current_database()`,
    );
    if ((rowSets[0] ?? []).length === 0) break;
    await pause(POLL_MS, settings.signal);
  }
  progress.running = null;
  const { records } = await look(client, settings.schema);
  const record = records.find(({ name, state }) => name === running.name && state === 'applied');
  if (record === undefined) return;
  const { name, file, statements } = running;
  const durationMs = record.durationMs ?? 0;
  progress.owesCatalog = true;
  progress.applied.push({ name, file, statements, durationMs, notices: [], retries: 0 });
  settings.onEvent({ type: 'migration-applied', migration: name, statements, durationMs, warnings: 0 });
}
