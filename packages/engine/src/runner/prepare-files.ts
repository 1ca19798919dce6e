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

/**
 * Reads, splits and checks every pending file before the first of them runs: a broken third file must not be found
 * out when the first two are applied.
 *
 * @throws PlumblineError `invalid-sql`, `unknown-directive`, `transaction-control`, `mixed-file`, `pooler-refused`
 */
export function prepareFiles(
  pending: readonly PlanEntry[],
  facts: ServerFacts,
  placeholders: Placeholders | null,
): readonly PreparedFile[] {
  const files = pending.map(({ migration: source, record }) => {
    const migration = parseMigration(source as Migration, facts.standardConformingStrings);
    const mode = fileMode(migration, facts.serverMajor, placeholders);
    checkIndexNames(migration, mode.steps);
    if (facts.isPooled) refuseSessionSettings(migration, mode);
    return { migration, record, ...mode };
  });
  // What is run again whenever it changed, such as views and functions, rests on all the others.
  return [...files.filter(isOnce), ...files.filter((file) => !isOnce(file))];
}

function isOnce({ directives }: PreparedFile): boolean {
  return !directives.repeatable;
}
