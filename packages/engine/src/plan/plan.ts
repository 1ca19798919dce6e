import type { MigrationState } from '../migrate-result.ts';
import { compareNames } from '../source/file-name.ts';
import type { Migration } from '../source/migration.ts';
import type { HistoryRecord } from './history-record.ts';

/** A file, a history row, or both, and how they relate. */
export interface PlanEntry {
  readonly name: string;
  readonly number: number | null;
  readonly state: MigrationState;
  readonly migration: Migration | null;
  readonly record: HistoryRecord | null;
  readonly note: string | null;
}

export interface Plan {
  /** Every file and every history row, in the order in which they run. */
  readonly entries: readonly PlanEntry[];
  /** What is to run, in order: pending, failed before, and out of order. */
  readonly pending: readonly PlanEntry[];
  readonly warnings: readonly string[];
}

/**
 * What a change of an applied file means: `cosmetic` when comments and white space alone differ, `repeat` when the file
 * asks to be run again whenever it changed, else `edited`.
 */
export type JudgeEdit = (migration: Migration, record: HistoryRecord) => 'cosmetic' | 'repeat' | 'edited';

/**
 * Files against history. Pure: the same values in give the same plan.
 *
 * A history row that says `running` belongs to a stepwise file: it runs right now, or its run was interrupted. A number that is lower than the highest applied one is out of order; files without a number
 * promise no order and never are.
 *
 * @param migrations the files in order
 * @param records the history in any order
 * @param judgeEdit asked only for files whose checksum differs from the applied one
 */
export function plan(migrations: readonly Migration[], records: readonly HistoryRecord[], judgeEdit: JudgeEdit): Plan {
  const byName = new Map(records.map((record) => [record.name, record]));
  const fileNames = new Set(migrations.map((migration) => migration.name));
  const orphans = records.filter((record) => record.state === 'applied' && !fileNames.has(record.name));
  const renames = matchRenames(migrations, byName, orphans);
  const renamed = new Set([...renames.values()].map((record) => record.name));
  const highest = highestApplied(records);

  const entries: PlanEntry[] = migrations.map((migration) => {
    const record = byName.get(migration.name) ?? renames.get(migration.name) ?? null;
    const { name, number } = migration;
    const { state, note } = relate(migration, record, highest, judgeEdit);
    return { name, number, state, migration, record, note };
  });
  for (const record of orphans) {
    if (renamed.has(record.name)) continue;
    entries.push({
      name: record.name,
      number: record.number,
      migration: null,
      record,
      state: 'missing',
      note: missingNote(record, migrations),
    });
  }
  entries.sort(compareNames);
  const pending = entries.filter(({ state }) => TO_RUN.has(state));
  return { entries, pending, warnings: duplicateNumbers(entries) };
}

const TO_RUN: ReadonlySet<MigrationState> = new Set(['pending', 'failed', 'interrupted', 'out-of-order']);

function relate(
  migration: Migration,
  record: HistoryRecord | null,
  highest: HistoryRecord | null,
  judgeEdit: JudgeEdit,
): { state: MigrationState; note: string | null } {
  if (record?.state === 'applied') {
    if (record.name !== migration.name) return { state: 'renamed', note: `it was applied as ${record.name}` };
    if (record.checksum === migration.checksum) return { state: 'applied', note: null };
    const edit = judgeEdit(migration, record);
    if (edit === 'repeat') return { state: 'pending', note: 'it was changed since it ran last, and is repeatable' };
    return edit === 'cosmetic'
      ? {
          state: 'cosmetic',
          note: 'comments or white space were changed after it was applied; its statements were not',
        }
      : { state: 'edited', note: `its statements were changed after it was applied${when(record)}` };
  }
  if (migration.number !== null && highest?.number != null && migration.number < highest.number) {
    return { state: 'out-of-order', note: `${highest.name} is applied already and has a higher number` };
  }
  const half = record !== null && record.mode === 'stepwise' && record.statementsDone > 0;
  const done = half ? `; ${record.statementsDone} of its ${record.statements} statements are done` : '';
  if (record?.state === 'failed') {
    const kept = record.mode === 'stepwise' ? '' : ' and was rolled back';
    return { state: 'failed', note: `its last attempt failed${kept}: ${record.error ?? 'no message'}${done}` };
  }
  if (record?.state === 'running') return { state: 'interrupted', note: `it was interrupted${done}` };
  const takenBack = record?.state === 'reverted' ? `it was applied once and taken back${when(record)}` : null;
  return { state: 'pending', note: takenBack };
}

function when(record: HistoryRecord): string {
  return record.appliedAt === null ? '' : ` on ${record.appliedAt}`;
}

function missingNote(record: HistoryRecord, migrations: readonly Migration[]): string {
  const last = migrations.findLast((migration) => migration.number !== null);
  const newer = record.number !== null && last?.number != null && record.number > last.number;
  return newer
    ? 'it was applied by a newer build; this one does not have the file'
    : 'it was applied, and its file is gone';
}

/** A row without a file and a file without a row with the same content are one migration under a new name. */
function matchRenames(
  migrations: readonly Migration[],
  byName: ReadonlyMap<string, HistoryRecord>,
  orphans: readonly HistoryRecord[],
): Map<string, HistoryRecord> {
  const renames = new Map<string, HistoryRecord>();
  const fresh = migrations.filter((migration) => byName.get(migration.name)?.state !== 'applied');
  for (const record of orphans) {
    const matches = fresh.filter((migration) => migration.checksum === record.checksum);
    const rivals = orphans.filter((other) => other.checksum === record.checksum);
    // Two candidates on either side cannot be told apart, and guessing would lose a migration.
    if (matches.length === 1 && rivals.length === 1 && matches[0] !== undefined) renames.set(matches[0].name, record);
  }
  return renames;
}

function highestApplied(records: readonly HistoryRecord[]): HistoryRecord | null {
  let highest: HistoryRecord | null = null;
  for (const record of records) {
    if (record.state !== 'applied' || record.number === null) continue;
    if (highest === null || record.number > (highest.number as number)) highest = record;
  }
  return highest;
}

function duplicateNumbers(entries: readonly PlanEntry[]): string[] {
  const groups = new Map<number, string[]>();
  for (const entry of entries) {
    if (entry.number === null || entry.migration === null) continue;
    groups.set(entry.number, [...(groups.get(entry.number) ?? []), entry.name]);
  }
  return [...groups.values()]
    .filter((names) => names.length > 1)
    .map((names) => `${names.join(' and ')} have the same number; they run in the order of their names`);
}
