import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlumblineError } from '../errors.ts';
import type { Migration } from '../source/migration.ts';
import { parseSnapshot } from './parse-snapshot.ts';
import { SNAPSHOT_FILE, type Snapshot } from './snapshot.ts';

/**
 * The snapshot in a directory of migrations; null when there is none.
 *
 * @param migrations those of the directory: their paths are the ones that findings name
 * @throws PlumblineError `snapshot-unreadable`
 */
export function readSnapshot(directory: string, migrations: readonly Migration[]): Snapshot | null {
  const file = join(directory, SNAPSHOT_FILE);
  const text = snapshotFileText(file);
  const paths = new Map(migrations.map((migration) => [migration.name, migration.file]));
  return text === null ? null : parseSnapshot(text, file, paths);
}

/** Its text; null when there is no such file. */
export function snapshotFileText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    const reason = error instanceof Error ? error.message : String(error);
    throw new PlumblineError('snapshot-unreadable', `${file}: the snapshot cannot be read: ${reason}.`, {}, error);
  }
}
