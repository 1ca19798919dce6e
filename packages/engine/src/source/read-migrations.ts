import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { PlumblineError } from '../errors.ts';
import { compareNames } from './file-name.ts';
import { LARGE_FILE, readLargeFile } from './large-file.ts';
import { largeMigration, type Migration, migration } from './migration.ts';
import { releasableBytes } from './releasable-bytes.ts';

/** A migration given by value: for programs that carry their files with them. */
export interface MigrationFile {
  /** `001_users.sql`, or the stem. */
  readonly name: string;
  readonly sql: string;
}

/** So many files are read before others get a turn: about half a millisecond's worth. */
const FILES_A_TURN = 25;
/** Files up to here are read without asking for their size first: most are. 64 kB. */
const SHORT_FILE = 64 * 1024;

/**
 * Reads every `*.sql` of a directory, in the order in which they run. Files that begin with a dot and `*.down.sql`
 * are not migrations; sub-directories are not entered.
 *
 * @param directory path of the migrations directory
 * @throws PlumblineError `directory-unreadable`, `invalid-file-name`
 */
export function readMigrations(directory: string): readonly Migration[] {
  const reading = readInTurns(directory);
  for (;;) {
    const { done, value } = reading.next();
    if (done === true) return value;
  }
}

/**
 * The same while something else goes on: a connection that is being opened takes several turns of the event loop.
 *
 * Reading itself stays synchronous: for a thousand small files it takes a quarter of the time of the promise functions.
 */
export async function readMigrationsMeanwhile(directory: string): Promise<readonly Migration[]> {
  const reading = readInTurns(directory);
  for (;;) {
    const { done, value } = reading.next();
    if (done === true) return value;
    await setImmediate();
  }
}

function* readInTurns(directory: string): Generator<void, readonly Migration[]> {
  try {
    const migrations: Migration[] = [];
    const shared = Buffer.allocUnsafeSlow(SHORT_FILE);
    // Put in order once: for a thousand files that takes as long as opening them.
    const prefix = join(directory, 'x').slice(0, -1);
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      if (entry.isDirectory() || !isMigrationFile(entry.name)) continue;
      const file = `${prefix}${entry.name}`;
      migrations.push(yield* readOne(file, entry.isFile() ? shared : null));
      if (migrations.length % FILES_A_TURN === 0) yield;
    }
    return migrations.sort(compareNames);
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

/** @param shared where a short file is read into first; null for what may be no plain file, such as a pipe */
function* readOne(file: string, shared: Buffer | null): Generator<void, Migration> {
  const descriptor = openSync(file, 'r');
  try {
    const short = shared === null ? null : readShort(descriptor, shared);
    if (short !== null) return migration(file, short);
    const { size } = fstatSync(descriptor);
    if (size < LARGE_FILE) return migration(file, readAll(descriptor, size));
  } finally {
    closeSync(descriptor);
  }
  return largeMigration(file, yield* readLargeFile(file));
}

/** The whole file; null when it fills the buffer. */
function readShort(descriptor: number, shared: Buffer): Uint8Array | null {
  let length = 0;
  while (length < shared.length) {
    const read = readSync(descriptor, shared, length, shared.length - length, length);
    if (read === 0) return Buffer.from(shared.subarray(0, length));
    length += read;
  }
  return null;
}

/** The file as large as it was a moment ago: asking for its end would be one more call for each file. */
function readAll(descriptor: number, size: number): Uint8Array {
  // A pipe says that it is empty, and may not be.
  if (size === 0) return readFileSync(descriptor);
  const bytes = releasableBytes(size);
  let length = 0;
  while (length < size) {
    const read = readSync(descriptor, bytes, length, size - length, length);
    if (read === 0) break;
    length += read;
  }
  return bytes.subarray(0, length);
}

/**
 * The same for files given by value; `*.down.sql` among them are no migrations either.
 *
 * @throws PlumblineError `invalid-options` when two have the same name, `invalid-file-name`
 */
export function migrationsFrom(files: readonly MigrationFile[]): readonly Migration[] {
  const encoder = new TextEncoder();
  const all = files
    .filter((file) => isMigrationFile(withExtension(file.name)))
    .map((file) => migration(withExtension(file.name), encoder.encode(file.sql)))
    .sort(compareNames);
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
