import type { Client } from 'pg';
import { PlumblineError } from '../errors.ts';
import type { ExpectedSchema } from '../expect/expected-schema.ts';
import { readSnapshot } from '../expect/read-snapshot.ts';
import type { Snapshot } from '../expect/snapshot.ts';
import { type Recorded, readRecorded } from '../runner/recorded/read-recorded.ts';
import type { Migration } from '../source/migration.ts';
import type { Origin } from '../verify/finding.ts';
import { isForbidden } from './is-forbidden.ts';

/**
 * What the last run recorded in the database, with what a snapshot knows of the places in the files.
 *
 * @param directory of the migrations, where a snapshot may lie; undefined when there is none
 * @returns why it will not do, a sentence, when it does not
 */
export async function recordedSchema(
  client: Client,
  historySchema: string | undefined,
  directory: string | undefined,
  migrations: readonly Migration[],
): Promise<ExpectedSchema | string> {
  const recorded = await readIfAllowed(client, historySchema);
  if (recorded === null) return 'The database has no record of its schema.';
  if (recorded === 'forbidden') return 'This role may not read what was recorded of the schema.';
  if (!recorded.isCurrent)
    return `What was recorded of the schema is of ${recorded.recordedAt}; more was applied since.`;
  const snapshot = directory === undefined ? null : readableSnapshot(directory, migrations);
  const known = snapshot === null ? new Set<string>() : unchanged(snapshot, migrations);
  const ofKnown = (places: ReadonlyMap<string, Origin> = new Map()): ReadonlyMap<string, Origin> =>
    new Map([...places].filter(([, { migration }]) => known.has(migration)));
  return {
    source: 'recorded',
    catalog: recorded.catalog,
    origins: ofKnown(snapshot?.origins),
    revisions: ofKnown(snapshot?.revisions),
    dropped: new Map(),
  };
}

async function readIfAllowed(client: Client, schema: string | undefined): Promise<Recorded | 'forbidden' | null> {
  try {
    return await readRecorded(client, schema);
  } catch (error) {
    if (isForbidden(error)) return 'forbidden';
    throw error;
  }
}

/** Only places are taken from it, so one that cannot be read is no reason to stop. */
function readableSnapshot(directory: string, migrations: readonly Migration[]): Snapshot | null {
  try {
    return readSnapshot(directory, migrations);
  } catch (error) {
    if (error instanceof PlumblineError) return null;
    throw error;
  }
}

/** Files that are as the snapshot had them: their lines are where it says. */
function unchanged({ files }: Snapshot, migrations: readonly Migration[]): ReadonlySet<string> {
  const checksums = new Map(migrations.map(({ name, checksum }) => [name, checksum]));
  return new Set(files.filter(({ name, checksum }) => checksums.get(name) === checksum).map(({ name }) => name));
}
