import type { Client } from 'pg';
import { PlumblineError } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import { refuseConflicts } from './judge-plan.ts';
import type { Settings } from './options.ts';
import { editDiff, recordedContents } from './recorded-contents.ts';

/** What was changed in one file since it was applied. */
export interface EditDiff {
  readonly migration: string;
  readonly file: string;
  /** A unified diff. */
  readonly diff: string;
}

/**
 * The error of files that contradict the history, with what was changed in the edited ones; null when there is none.
 * The texts are read only now: a run without a conflict never fetches them.
 */
export async function conflictWithDiffs(
  client: Client,
  plan: Plan,
  settings: Settings,
): Promise<PlumblineError | null> {
  try {
    refuseConflicts(plan, settings);
    return null;
  } catch (error) {
    if (!(error instanceof PlumblineError)) throw error;
    const diffs = await diffsOf(client, plan, settings);
    return new PlumblineError(error.code, error.message, { ...error.details, diffs }, error.cause);
  }
}

async function diffsOf(client: Client, plan: Plan, settings: Settings): Promise<readonly EditDiff[]> {
  const edited = plan.entries.filter(({ state }) => state === 'edited');
  try {
    const contents = await recordedContents(
      client,
      settings.schema,
      edited.map(({ name }) => name),
    );
    return edited.flatMap(({ name, migration }) => {
      const recorded = contents.get(name);
      if (recorded === undefined || migration === null) return [];
      return [{ migration: name, file: migration.file, diff: editDiff(recorded, migration, 40) }];
    });
  } catch {
    // The conflict is the news; without its diff it is still told.
    return [];
  }
}
