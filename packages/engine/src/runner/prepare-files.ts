import { isDeepStrictEqual } from 'node:util';
import type { HistoryRecord } from '../plan/history-record.ts';
import type { PlanEntry } from '../plan/plan.ts';
import { type FileMode, fileMode } from '../source/file-mode.ts';
import { type Migration, type ParsedMigration, parseMigration } from '../source/migration.ts';
import type { Placeholders } from '../source/placeholders.ts';
import type { ServerFacts } from './session.ts';
import { checkIndexNames } from './stepwise/concurrent-index.ts';
import { refuseSessionSettings } from './stepwise/session-settings.ts';

/** A pending file that was read, split and found fit to run. */
export interface PreparedFile extends FileMode {
  readonly migration: ParsedMigration;
  /** What the history has of it: a failed or interrupted attempt. */
  readonly record: HistoryRecord | null;
}

/** What the server says that decides how a file is read and run. */
type Basis = Pick<ServerFacts, 'standardConformingStrings' | 'serverMajor' | 'isPooled'>;

/** All pending files, in the order in which they run, and what they were prepared for. */
export interface PreparedFiles {
  readonly files: readonly PreparedFile[];
  readonly basis: Basis;
}

/**
 * Reads, splits and checks every pending file before the first of them runs: a broken third file must not be found
 * out when the first two are applied.
 *
 * @param earlier what was prepared before the lock was there: a file is not read again for the same server
 * @throws PlumblineError `invalid-sql`, `unknown-directive`, `transaction-control`, `mixed-file`, `pooler-refused`
 */
export function prepareFiles(
  pending: readonly PlanEntry[],
  { standardConformingStrings, serverMajor, isPooled }: Basis,
  placeholders: Placeholders | null,
  earlier?: PreparedFiles,
): PreparedFiles {
  const basis = { standardConformingStrings, serverMajor, isPooled };
  const known = earlier !== undefined && isDeepStrictEqual(earlier.basis, basis) ? earlier.files : [];
  const byName = new Map(known.map((file) => [file.migration.name, file]));
  const files = pending.map(({ name, migration: source, record }) => {
    const found = byName.get(name);
    return found === undefined ? prepare(source as Migration, record, basis, placeholders) : { ...found, record };
  });
  // What is run again whenever it changed, such as views and functions, rests on all the others.
  return { files: [...files.filter(isOnce), ...files.filter((file) => !isOnce(file))], basis };
}

function prepare(
  source: Migration,
  record: HistoryRecord | null,
  basis: Basis,
  placeholders: Placeholders | null,
): PreparedFile {
  const migration = parseMigration(source, basis.standardConformingStrings);
  const mode = fileMode(migration, basis.serverMajor, placeholders);
  checkIndexNames(migration, mode.steps);
  if (basis.isPooled) refuseSessionSettings(migration, mode);
  return { migration, record, ...mode };
}

function isOnce({ directives }: PreparedFile): boolean {
  return !directives.repeatable;
}
