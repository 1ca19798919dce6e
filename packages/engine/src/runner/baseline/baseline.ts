import { PlumblineError } from '../../errors.ts';
import type { MigrationState } from '../../migrate-result.ts';
import type { PlanEntry } from '../../plan/plan.ts';
import { counted } from '../../report/plural.ts';
import type { Target } from '../../target.ts';
import { findEntry } from '../find-entry.ts';
import { createHistory } from '../keep-history.ts';
import { operate, type Seen } from '../operate.ts';
import { type MigrateOptions, type PlaceholderOptions, type SourceOptions, settingsOf } from '../options.ts';
import type { PreparedFile } from '../prepare-files.ts';
import { appliedByHandRow, readForRecord, writeTogether } from '../record-by-hand.ts';
import { recordAndTell } from '../recorded/record-catalog.ts';
import type { Run } from '../run.ts';
import type { Look } from '../session.ts';
import { isSurelyMissing, type MissingFromCatalog, missingObjects } from './missing-objects.ts';

export interface BaselineOptions extends SourceOptions, PlaceholderOptions, Pick<MigrateOptions, 'lockWaitMs'> {
  /** The last migration that the database has already: its name, file name or number. */
  readonly upTo: string;
  /** Records them although the database lacks what they declare. */
  readonly force?: boolean | undefined;
  /** Looks, and changes nothing. */
  readonly dryRun?: boolean | undefined;
}

/** What a baseline did, or would do. */
export interface BaselineResult {
  readonly ok: boolean;
  readonly target: Target | null;
  readonly serverVersion: string | null;
  readonly dryRun: boolean;
  /** Names that are recorded as applied without being run, in order. */
  readonly recorded: readonly string[];
  /** Names up to `upTo` that were applied before. */
  readonly skipped: readonly string[];
  /** What the files declare and the database lacks: with `force` it stays so. */
  readonly missing: readonly MissingFromCatalog[];
  /** What is otherwise than declared, and may rightly be: the files have SQL that cannot be read beforehand. */
  readonly doubts: readonly MissingFromCatalog[];
  readonly error: PlumblineError | null;
  readonly durationMs: number;
}

interface Found {
  readonly files: readonly PreparedFile[];
  readonly skipped: readonly string[];
  readonly missing: readonly MissingFromCatalog[];
  readonly doubts: readonly MissingFromCatalog[];
}

/**
 * Records every migration up to `upTo` as applied without running it: for a database that was made by other means.
 * The catalog is asked first whether what the files declare is there.
 *
 * @returns `error` is `cannot-baseline` when something is missing, or the history knows one of the files otherwise
 * @throws PlumblineError `invalid-options`
 */
export async function baseline(options: BaselineOptions): Promise<BaselineResult> {
  const { upTo, force = false, dryRun = false, ...source } = options;
  const settings = settingsOf(source);
  const result = await operate<Found>(settings, {
    inspect: (seen) => inspect(seen, upTo),
    act: (run, found, { look }) => record(run, found, look, force),
    essence: ({ files }) => files.map(({ migration }) => [migration.name, migration.checksum]),
    dryRun,
    shown: undefined,
  });
  const { found, error } = result;
  const refusal = error ?? (dryRun && !force && found !== null ? refused(found) : null);
  return {
    ok: refusal === null,
    target: result.target,
    serverVersion: result.serverVersion,
    dryRun,
    recorded: refusal === null ? (found?.files.map(({ migration }) => migration.name) ?? []) : [],
    skipped: found?.skipped ?? [],
    missing: found?.missing ?? [],
    doubts: found?.doubts ?? [],
    error: refusal,
    durationMs: result.durationMs,
  };
}

async function inspect({ client, settings, look, plan }: Seen, upTo: string): Promise<Found> {
  const last = findEntry(plan, upTo, 'to record up to');
  const entries = plan.entries.slice(0, plan.entries.indexOf(last) + 1).filter(({ migration }) => migration !== null);
  const known = entries.filter(({ state }) => IS_APPLIED.has(state));
  const unclear = entries.filter((entry) => !IS_APPLIED.has(entry.state) && entry.record !== null);
  if (unclear.length > 0) throw knownOtherwise(unclear);
  const all = entries.map((entry) => readForRecord(entry, look.facts, settings.placeholders));
  const files = all.filter((_, index) => !IS_APPLIED.has(entries[index]?.state ?? 'pending'));
  const lacking = files.length === 0 ? [] : await missingObjects(client, all);
  return {
    files,
    skipped: known.map(({ name }) => name),
    missing: lacking.filter(isSurelyMissing),
    doubts: lacking.filter((one) => !isSurelyMissing(one)),
  };
}

const IS_APPLIED: ReadonlySet<MigrationState> = new Set(['applied', 'cosmetic', 'renamed']);

async function record(run: Run, found: Found, look: Look, force: boolean): Promise<void> {
  const refusal = force ? null : refused(found);
  if (refusal !== null) throw refusal;
  if (found.files.length === 0) return;
  await createHistory(run.client, run.settings.schema, look);
  const { length } = found.missing;
  const lacking = length === 0 ? '' : `, although the database lacks ${counted(length, 'declared object')}`;
  await writeTogether(
    run,
    found.files.map((file) => appliedByHandRow(run, file, `recorded by baseline without being run${lacking}`)),
  );
  await recordAndTell(run);
}

function refused({ files, missing }: Found): PlumblineError | null {
  if (missing.length === 0 || files.length === 0) return null;
  const first = missing.slice(0, 5).map(({ object, position }) => {
    return `${object} (${position.file}:${position.line}:${position.column})`;
  });
  const more = missing.length > first.length ? ` and ${missing.length - first.length} more` : '';
  return new PlumblineError(
    'cannot-baseline',
    `The database lacks what the files declare: ${first.join(', ')}${more}. Nothing was recorded.`,
    {
      missing,
      remedy: [
        'Give the last migration that this database really has; migrate then runs the rest.',
        'Or record them all the same with --force: what is missing then stays missing, since the files will not run.',
      ],
    },
  );
}

function knownOtherwise(entries: readonly PlanEntry[]): PlumblineError {
  const list = entries.map(({ name, state, note }) => `${name} is ${state}${note === null ? '' : ` (${note})`}`);
  return new PlumblineError('cannot-baseline', `The history knows of these files: ${list.join('; ')}.`, {
    migrations: entries.map(({ name }) => name),
    remedy: [
      'Look what became of them first: plumbline status. repair --accept takes an edit, --mark-applied a file that was brought to its end by hand.',
    ],
  });
}
