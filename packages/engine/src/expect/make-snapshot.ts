import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlumblineError } from '../errors.ts';
import { asPlumblineError } from '../runner/run-error.ts';
import { readMigrations } from '../source/read-migrations.ts';
import { readSnapshot } from './read-snapshot.ts';
import { readingOptions } from './reading-options.ts';
import type { Remark } from './remark.ts';
import type { ReplayOptions } from './replay.ts';
import { replayInScratch } from './replayed-schema.ts';
import type { ScratchProvider } from './scratch.ts';
import { SNAPSHOT_FILE, type Snapshot, snapshotOf } from './snapshot.ts';
import { snapshotDifferences } from './snapshot-differences.ts';
import { snapshotText } from './snapshot-text.ts';

export interface SnapshotOptions
  extends Pick<ReplayOptions, 'placeholders' | 'placeholdersInBodies' | 'checkDeclared' | 'signal'> {
  /** The directory of the migrations; the snapshot lies in it. */
  readonly directory: string;
  /** Makes the empty database that they are replayed in. */
  readonly scratch: ScratchProvider;
  /** Which schemas are in it. Default: all but the system's and the history's. */
  readonly schemas?: readonly string[] | undefined;
  /** The schema of the history. Default `plumbline`. */
  readonly schema?: string | undefined;
  /** Writes nothing, and is not ok when the snapshot is not what the migrations make. */
  readonly check?: boolean | undefined;
}

/** What became of the snapshot. */
export interface SnapshotResult {
  readonly ok: boolean;
  readonly file: string;
  /** `unchanged`: it was right already. `stale`: it is not, and was only checked. Null when there was an error. */
  readonly state: 'written' | 'unchanged' | 'stale' | null;
  readonly serverVersion: string | null;
  readonly migrations: number;
  readonly objects: number;
  /** How the one on disk differed, a line each. */
  readonly differences: readonly string[];
  /** Statements that did nothing, or not what they say. */
  readonly remarks: readonly Remark[];
  readonly error: PlumblineError | null;
  readonly durationMs: number;
}

/**
 * Replays the migrations and keeps what they make beside them, or checks what is kept.
 *
 * @example
 * const result = await makeSnapshot({ directory: 'migrations', scratch: () => shadowDatabase(url) });
 */
export async function makeSnapshot(options: SnapshotOptions): Promise<SnapshotResult> {
  const started = performance.now();
  const file = join(options.directory, SNAPSHOT_FILE);
  const nothing = { state: null, serverVersion: null, migrations: 0, objects: 0, differences: [], remarks: [] };
  try {
    const done = await make(options, file);
    const error = done.state === 'stale' ? stale(file, done.differences) : null;
    return { ok: error === null, file, ...done, error, durationMs: performance.now() - started };
  } catch (cause) {
    const error = asPlumblineError(cause);
    return { ok: false, file, ...nothing, error, durationMs: performance.now() - started };
  }
}

type Made = Omit<SnapshotResult, 'ok' | 'file' | 'error' | 'durationMs'>;

async function make(options: SnapshotOptions, file: string): Promise<Made> {
  const { directory, scratch, schema, schemas, check = false, ...replaying } = options;
  const migrations = readMigrations(directory);
  const before = check ? readSnapshot(directory, migrations) : readableSnapshot(directory);
  const reading = readingOptions({ schema, schemas, annotations: true });
  const done = await replayInScratch(scratch, check && before !== null ? majorOf(before) : null, {
    ...replaying,
    migrations,
    reading,
  });
  const made = snapshotOf(done, migrations);
  const { remarks, catalog } = done;
  const facts = {
    serverVersion: catalog.serverVersion,
    migrations: migrations.length,
    objects: catalog.objects.length,
  };
  const differences = before === null ? ['there is no snapshot'] : snapshotDifferences(before, made);
  if (differences.length === 0 && (check || isOfVersion(before, made)))
    return { ...facts, state: 'unchanged', differences, remarks };
  if (check) return { ...facts, state: 'stale', differences, remarks };
  write(file, snapshotText(made));
  return { ...facts, state: 'written', differences, remarks };
}

/** A minor version more or less writes the same texts: no reason to write the file anew. */
function isOfVersion(before: Snapshot | null, made: Snapshot): boolean {
  return before !== null && majorOf(before) === majorOf(made);
}

function majorOf({ catalog }: Snapshot): number {
  return Number.parseInt(catalog.serverVersion, 10);
}

/** What cannot be read is to be replaced anyway. */
function readableSnapshot(directory: string): Snapshot | null {
  try {
    return readSnapshot(directory, readMigrations(directory));
  } catch (error) {
    if (error instanceof PlumblineError && error.code === 'snapshot-unreadable') return null;
    throw error;
  }
}

/** Whoever reads it meanwhile sees the old one or the new one. */
function write(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, text);
  renameSync(temporary, file);
}

function stale(file: string, differences: readonly string[]): PlumblineError {
  return new PlumblineError('snapshot-stale', `${file} is not what the migrations make: ${differences[0]}.`, {
    differences,
    remedy: ['Make it again, look at the difference, and commit both: plumbline snapshot'],
  });
}
