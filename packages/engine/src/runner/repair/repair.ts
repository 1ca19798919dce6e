import { PlumblineError } from '../../errors.ts';
import type { Target } from '../../target.ts';
import { createHistory } from '../keep-history.ts';
import { operate, type Seen } from '../operate.ts';
import { type MigrateOptions, type PlaceholderOptions, type SourceOptions, settingsOf } from '../options.ts';
import { acceptedRow, appliedByHandRow, revertedRow, writeTogether } from '../record-by-hand.ts';
import { recordAndTell } from '../recorded/record-catalog.ts';
import type { Run } from '../run.ts';
import { type FoundAction, findActions, type RepairWishes } from './find-actions.ts';
import { dropIfStillInvalid } from './invalid-indexes.ts';
import type { RepairAction } from './repair-action.ts';

export interface RepairOptions
  extends SourceOptions,
    PlaceholderOptions,
    Pick<MigrateOptions, 'lockWaitMs' | 'lockTimeoutMs'>,
    Partial<RepairWishes> {
  /** Looks, and changes nothing. */
  readonly dryRun?: boolean | undefined;
  /** `shown` of a dry run's result: when something else would be done by now, nothing is. */
  readonly shown?: string | undefined;
}

/** What a repair did, or would do. */
export interface RepairResult {
  readonly ok: boolean;
  readonly target: Target | null;
  readonly serverVersion: string | null;
  readonly dryRun: boolean;
  /** With an error: what would have been done. */
  readonly actions: readonly RepairAction[];
  /** Stands for `actions`: give it back to have exactly these done. */
  readonly shown: string | null;
  readonly error: PlumblineError | null;
  readonly durationMs: number;
}

interface Found {
  readonly actions: readonly FoundAction[];
  /** Why indexes were left although they were to be dropped. */
  readonly left: Map<string, string>;
}

/**
 * Mends the history by hand, and drops invalid indexes. Everything that touches the history is one transaction, and
 * each row keeps who did it and when.
 *
 * @throws PlumblineError `invalid-options`
 */
export async function repair(options: RepairOptions): Promise<RepairResult> {
  const { accept = [], markApplied = [], markPending = [], dropInvalidIndexes = false, ...rest } = options;
  const { dryRun = false, shown, ...source } = rest;
  const settings = settingsOf(source);
  const wishes: RepairWishes = { accept, markApplied, markPending, dropInvalidIndexes };
  if (accept.length + markApplied.length + markPending.length === 0 && !dropInvalidIndexes) {
    throw new PlumblineError('invalid-options', 'There is nothing to repair: say what.', {
      remedy: ['Give one of accept, markApplied, markPending and dropInvalidIndexes.'],
    });
  }
  const { found, ...result } = await operate<Found>(settings, {
    inspect: async (seen) => ({ actions: await findActions(seen, wishes), left: new Map() }),
    act: mend,
    essence: ({ actions }) => actions.filter(isToBeDone).map(essence),
    dryRun,
    shown,
  });
  return { ...result, dryRun, actions: found === null ? [] : actionsOf(found) };
}

async function mend(run: Run, found: Found, { look }: Seen): Promise<void> {
  const rows = found.actions.flatMap((action) => statementsFor(run, action));
  if (rows.length > 0) {
    await createHistory(run.client, run.settings.schema, look);
    await writeTogether(run, rows);
  }
  for (const { action } of found.actions) {
    if (action.type !== 'drop-index' || action.left !== null) continue;
    const left = await dropIfStillInvalid(run, action.index);
    if (left !== null) found.left.set(action.index, left);
  }
  // What is accepted changes nothing in the database: to record it anew would take drift for granted.
  if (found.actions.some(({ action }) => action.type !== 'accept')) await recordAndTell(run);
}

function statementsFor(run: Run, { action, file, row }: FoundAction): readonly string[] {
  switch (action.type) {
    case 'accept': {
      const before = file?.record?.checksum.slice(0, 12);
      return file === null
        ? []
        : [acceptedRow(run, file, `repair --accept: the file as it is now, instead of ${before}`)];
    }
    case 'mark-applied':
      return file === null
        ? []
        : [appliedByHandRow(run, file, `repair --mark-applied: it was ${action.was}, and did not run`)];
    case 'mark-pending':
      return [revertedRow(run, row, `repair --mark-pending: it was ${action.was}`)];
    case 'drop-index':
      return [];
  }
}

function actionsOf({ actions, left }: Found): readonly RepairAction[] {
  return actions.map(({ action }) =>
    action.type === 'drop-index' ? { ...action, left: left.get(action.index) ?? action.left } : action,
  );
}

function isToBeDone({ action }: FoundAction): boolean {
  return action.type !== 'drop-index' || action.left === null;
}

function essence({ action, file }: FoundAction): readonly unknown[] {
  if (action.type === 'drop-index') return [action.type, action.index];
  const was = action.type === 'accept' ? file?.record?.checksum : action.was;
  return [action.type, action.migration, was, file?.migration.checksum];
}
