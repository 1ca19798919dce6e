import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlumblineError } from '../errors.ts';
import { compareNames } from './file-name.ts';
import { type Migration, migration } from './migration.ts';

/** A migration given by value: for programs that carry their files with them. */
export interface MigrationFile {
  /** `001_users.sql`, or the stem. */
  readonly name: string;
  readonly sql: string;
}

/**
 * Reads every `*.sql` of a directory, in the order in which they run. Files that begin with a dot and `*.down.sql`
 * are not migrations; sub-directories are not entered.
 *
 * Reading is synchronous on purpose: for a thousand small files it takes a quarter of the time of the promise
 * functions, and it happens while the connection is being opened.
 *
 * @param directory path of the migrations directory
 * @throws PlumblineError `directory-unreadable`, `invalid-file-name`
 */
export function readMigrations(directory: string): readonly Migration[] {
  try {
    const names = readdirSync(directory, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && isMigrationFile(entry.name))
      .map((entry) => entry.name);
    return names
      .map((name) => migration(join(directory, name), readFileSync(join(directory, name))))
      .sort(compareNames);
  } catch (error) {
    if (error instanceof PlumblineError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new PlumblineError(
      'directory-unreadable',
      `The migrations in "${directory}" cannot be read: ${reason}.`,
      { directory, remedy: ['Give the directory that holds the migrations, or make it: an empty one is fine.'] },
      error,
    );
  }
}

/**
 * The same for files given by value.
 *
 * @throws PlumblineError `invalid-options` when two have the same name, `invalid-file-name`
 */
export function migrationsFrom(files: readonly MigrationFile[]): readonly Migration[] {
  const encoder = new TextEncoder();
  const all = files.map((file) => migration(withExtension(file.name), encoder.encode(file.sql))).sort(compareNames);
  all.forEach((entry, index) => {
    if (all[index + 1]?.name !== entry.name) return;
    throw new PlumblineError('invalid-options', `Two of the given files have the name "${entry.name}".`, {
      remedy: ['Give each file a name of its own: the name is the identity of a migration.'],
    });
  });
  return all;
}

function isMigrationFile(name: string): boolean {
  return name.endsWith('.sql') && !name.startsWith('.') && !name.endsWith('.down.sql');
}

function withExtension(name: string): string {
  return name.endsWith('.sql') ? name : `${name}.sql`;
}
