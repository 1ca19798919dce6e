import { PlumblineError } from '../../errors.ts';
import type { FailedMigration } from '../../migrate-result.ts';
import type { PlanEntry } from '../../plan/plan.ts';
import type { Target } from '../../target.ts';
import { targetOfSettings } from '../open-connection.ts';
import { operate, type Seen } from '../operate.ts';
import { type MigrateOptions, type Settings, type SourceOptions, settingsOf } from '../options.ts';
import { recordAndTell } from '../recorded/record-catalog.ts';
import type { Run } from '../run.ts';
import { chooseReverted } from './choose-reverted.ts';
import { countLosses, type DataLoss } from './count-losses.ts';
import { dataLosses } from './data-losses.ts';
import { type DownFile, prepareDownFile, readDownFile } from './down-file.ts';
import { type RevertedMigration, revertFile } from './revert-file.ts';

type Shared =
  | 'lockWaitMs'
  | 'lockTimeoutMs'
  | 'statementTimeoutMs'
  | 'retries'
  | 'placeholders'
  | 'placeholdersInBodies';

export interface DownOptions extends SourceOptions, Pick<MigrateOptions, Shared> {
  /** Reverts everything after this migration: its name, file name or number; `0` for all. Default: the last one only. */
  readonly to?: string | undefined;
  /** Also when data would be lost. Without it, a down file that drops, truncates or deletes is refused. */
  readonly acceptLoss?: boolean | undefined;
  /** Looks, and changes nothing. */
  readonly dryRun?: boolean | undefined;
  /** `shown` of a dry run's result: when something else would be reverted by now, nothing is. */
  readonly shown?: string | undefined;
}

/** A migration that is to be reverted, in the order in which it is done. */
export interface DownStep {
  readonly name: string;
  readonly file: string;
  readonly statements: number;
}

/** What `down` did, or would do. */
export interface DownResult {
  readonly ok: boolean;
  readonly target: Target | null;
  readonly serverVersion: string | null;
  readonly dryRun: boolean;
  readonly steps: readonly DownStep[];
  readonly losses: readonly DataLoss[];
  /** What was reverted and stays so, also after a failure. */
  readonly reverted: readonly RevertedMigration[];
  readonly failed: FailedMigration | null;
  /** Stands for `steps` and `losses`: give it back to have exactly these done. */
  readonly shown: string | null;
  readonly error: PlumblineError | null;
  readonly durationMs: number;
}

interface Found {
  readonly files: readonly DownFile[];
  readonly losses: readonly DataLoss[];
}

/**
 * Reverts applied migrations by their down files, the last one first, each in one transaction with its history row.
 * All of them are read and checked before the first one runs.
 *
 * @throws PlumblineError `invalid-options`
 */
export async function down(options: DownOptions): Promise<DownResult> {
  const { to, acceptLoss = false, dryRun = false, shown, ...source } = options;
  const settings = settingsOf(source);
  const account: Account = { reverted: [], failed: null };
  const { found, ...result } = await operate<Found>(settings, {
    inspect: (seen) => inspect(seen, to),
    act: async (run, { files, losses }) => {
      if (!acceptLoss) refuseLosses(losses);
      try {
        await revertAll(run, files, account);
      } finally {
        if (account.reverted.length > 0) await recordAndTell(run);
      }
    },
    essence: ({ files }) =>
      files.map(({ entry, file }) => [entry.name, entry.record?.checksum, file.migration.checksum]),
    dryRun,
    shown,
  });
  const steps = (found?.files ?? []).map(({ entry, file }) => ({
    name: entry.name,
    file: file.migration.file,
    statements: file.steps.length,
  }));
  return { ...result, dryRun, steps, losses: found?.losses ?? [], ...account };
}

/** What happened so far. */
interface Account {
  readonly reverted: RevertedMigration[];
  failed: FailedMigration | null;
}

async function inspect({ settings, client, look, plan }: Seen, to: string | undefined): Promise<Found> {
  const entries = chooseReverted(plan, to);
  const texts = entries.map((entry) => readDownFile(settings, entry.name));
  const lacking = entries.filter((_, index) => texts[index] === null);
  if (lacking.length > 0) throw noDownFile(lacking, settings);
  const files = entries.map((entry, index) => {
    return prepareDownFile(entry, texts[index] as NonNullable<(typeof texts)[number]>, look.facts, settings);
  });
  const losses = files.flatMap(({ entry, file }) => {
    return dataLosses(file.migration.file, file.steps).map((loss) => ({ ...loss, migration: entry.name }));
  });
  return { files, losses: await countLosses(client, settings.schema, losses) };
}

async function revertAll(run: Run, files: readonly DownFile[], account: Account): Promise<void> {
  const { settings, lock } = run;
  for (const [index, down] of files.entries()) {
    if (settings.signal?.aborted === true) {
      throw new PlumblineError('aborted', 'Stopped between two migrations; what was reverted stays so.');
    }
    if (lock.lost.aborted) throw new PlumblineError('lock-lost', 'The connection that holds the migration lock broke.');
    const { name } = down.entry;
    const statements = down.file.steps.length;
    settings.onEvent({ type: 'migration-start', migration: name, statements, index, total: files.length });
    const outcome = await revertFile(run, targetOfSettings(settings), down);
    if ('failed' in outcome) {
      account.failed = outcome.failed;
      throw outcome.error;
    }
    account.reverted.push(outcome);
    settings.onEvent({ type: 'migration-reverted', migration: name, statements, durationMs: outcome.durationMs });
  }
}

function refuseLosses(losses: readonly DataLoss[]): void {
  const [first] = losses;
  if (first === undefined) return;
  const { file, line, column } = first.position;
  const more = losses.length === 1 ? '' : ` So would ${losses.length - 1} more of its kind.`;
  throw new PlumblineError(
    'confirmation-needed',
    `${file}:${line}:${column}: ${first.statement} would take data away for good.${more} Nothing was reverted.`,
    { losses, remedy: ['If that is wanted: acceptLoss in a program, --yes on the command line.'] },
  );
}

function noDownFile(entries: readonly PlanEntry[], { directory = '' }: Settings): PlumblineError {
  const names = entries.map(({ name }) => `${name}.down.sql`).join(', ');
  const where = directory === '' ? '' : ` in ${directory}`;
  return new PlumblineError('cannot-revert', `There is no ${names}${where}. Nothing was reverted.`, {
    migrations: entries.map(({ name }) => name),
    remedy: [
      'Write the file: SQL that takes back what the migration did.',
      'Or make a new migration that puts things right: that works on every database, and keeps the history going forwards.',
    ],
  });
}
