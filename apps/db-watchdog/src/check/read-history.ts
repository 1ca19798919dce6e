import { createHash } from 'node:crypto';
import { type PlumblineError, status } from '@plumbline/engine';
import type { Client } from 'pg';
import type { TargetConfig } from '../config/watchdog-config.ts';
import type { MigrationFact } from './check-result.ts';

export interface HistoryRead {
  readonly migrations: readonly MigrationFact[];
  /** Of the rows of the history alone: the same rows have the same digest. */
  readonly digest: string;
}

/**
 * The migrations of the directory against the history of the database.
 *
 * @throws PlumblineError when either cannot be read
 */
export async function readHistory(
  client: Client,
  { migrations: directory, schema }: Pick<TargetConfig, 'migrations' | 'schema'>,
): Promise<HistoryRead> {
  const result = await status({ connection: client, directory, schema });
  if (result.error !== null && !isConflict(result.error)) throw result.error;
  const migrations = result.migrations.map(({ name, state, appliedAt, appliedBy, durationMs, note }) => {
    return { name, state, appliedAt, appliedBy, durationMs, note };
  });
  const rows = migrations.filter(
    ({ appliedAt, state }) => appliedAt !== null || state === 'failed' || state === 'interrupted',
  );
  const digest = createHash('sha256')
    .update(rows.map(({ name, appliedAt, state }) => `${name} ${appliedAt ?? state}`).join('\n'))
    .digest('hex');
  return { migrations, digest };
}

/** Edited and missing files are what is looked for, no failure of looking. */
function isConflict({ code }: PlumblineError): boolean {
  return code === 'history-conflict' || code === 'half-applied';
}
