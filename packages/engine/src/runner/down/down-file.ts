import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlumblineError } from '../../errors.ts';
import type { PlanEntry } from '../../plan/plan.ts';
import { fileMode } from '../../source/file-mode.ts';
import { migration, parseMigration } from '../../source/migration.ts';
import type { Settings } from '../options.ts';
import type { PreparedFile } from '../prepare-files.ts';
import type { ServerFacts } from '../session.ts';

/** A migration that is to be reverted, with the file that reverts it. */
export interface DownFile {
  readonly entry: PlanEntry;
  readonly file: PreparedFile;
}

/** The text of `<name>.down.sql` beside the migration; null when there is none. */
export function readDownFile({ directory, files }: Settings, name: string): { file: string; bytes: Uint8Array } | null {
  const fileName = `${name}.down.sql`;
  if (files !== undefined) {
    const given = files.find((file) => file.name === fileName || `${file.name}.sql` === fileName);
    return given === undefined ? null : { file: fileName, bytes: Buffer.from(given.sql) };
  }
  const file = join(directory ?? '', fileName);
  try {
    return { file, bytes: readFileSync(file) };
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PlumblineError('directory-unreadable', `${file} cannot be read: ${reason}.`, { directory }, cause);
  }
}

/**
 * Reads and checks a down file.
 *
 * @throws PlumblineError `cannot-revert` when it cannot run in one transaction; what a file that is to run throws
 */
export function prepareDownFile(
  entry: PlanEntry,
  { file, bytes }: { readonly file: string; readonly bytes: Uint8Array },
  facts: ServerFacts,
  settings: Settings,
): DownFile {
  const parsed = parseMigration(migration(file, bytes), facts.standardConformingStrings);
  const mode = fileMode(parsed, facts.serverMajor, settings.placeholders);
  if (mode.mode === 'transactional') return { entry, file: { migration: parsed, record: entry.record, ...mode } };
  const barred = mode.steps.find(({ inTransaction }) => !inTransaction)?.statement;
  const where = barred === undefined ? file : `${file}:${barred.line}:${barred.column}`;
  const what = barred === undefined ? 'its directive no-transaction' : barred.kind;
  throw new PlumblineError(
    'cannot-revert',
    `${where}: ${what} does not run in a transaction, and a down file is one transaction, whole or not at all.`,
    {
      migration: entry.name,
      remedy: ['Leave out CONCURRENTLY or the directive. What has to run alone belongs into a migration of its own.'],
    },
  );
}
