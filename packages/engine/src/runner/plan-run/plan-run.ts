import type { Client } from 'pg';
import { conflictWithDiffs } from '../conflict-with-diffs.ts';
import { pendingUpTo, planWarnings } from '../judge-plan.ts';
import { operate, type Seen } from '../operate.ts';
import { type MigrateOptions, type SourceOptions, settingsOf } from '../options.ts';
import { type PreparedFile, prepareFiles } from '../prepare-files.ts';
import { conflictsOf } from '../read-source.ts';
import { asPlumblineError } from '../run-error.ts';
import { planFiles } from './plan-files.ts';
import { readRelations } from './read-relations.ts';
import type { PlannedFile, RunPlan } from './run-plan.ts';

type Shared =
  | 'to'
  | 'outOfOrder'
  | 'allowMissing'
  | 'lockTimeoutMs'
  | 'statementTimeoutMs'
  | 'placeholders'
  | 'placeholdersInBodies';

export type PlanRunOptions = SourceOptions & Pick<MigrateOptions, Shared>;

interface Found {
  readonly files: readonly PlannedFile[];
  readonly conflicts: RunPlan['conflicts'];
  readonly warnings: readonly string[];
  readonly error: RunPlan['error'];
}

/**
 * What `migrate` would do now: the statements in order, where transactions begin and end, and what each statement locks.
 * Reads only: no lock, no write.
 *
 * @returns `error` says why it could not run: a conflict, a file that is not fit to run, no connection
 * @throws PlumblineError `invalid-options`
 */
export async function planRun(options: PlanRunOptions): Promise<RunPlan> {
  const settings = settingsOf(options);
  const { found, ok, target, serverVersion, error, durationMs } = await operate<Found>(settings, {
    inspect,
    act: async () => {},
    essence: () => null,
    dryRun: true,
    shown: undefined,
  });
  return {
    ok: ok && (found?.error ?? null) === null,
    target,
    serverVersion,
    files: found?.files ?? [],
    conflicts: found?.conflicts ?? [],
    warnings: found?.warnings ?? [],
    error: error ?? found?.error ?? null,
    durationMs,
  };
}

async function inspect({ client, settings, plan, look }: Seen): Promise<Found> {
  const conflicts = conflictsOf(plan);
  const warnings = planWarnings(plan, settings).map(({ message }) => message);
  try {
    const conflict = await conflictWithDiffs(client, plan, settings);
    if (conflict !== null) throw conflict;
    const { files: prepared } = prepareFiles(pendingUpTo(plan, settings.to), look.facts, settings.placeholders);
    const states = new Map(plan.entries.map(({ name, state }) => [name, state]));
    const relations = await relationsOf(client, settings.schema, prepared, look.facts.serverMajor);
    const files = planFiles(prepared, { settings, states, relations, serverMajor: look.facts.serverMajor });
    return { files, conflicts, warnings, error: null };
  } catch (cause) {
    return { files: [], conflicts, warnings, error: asPlumblineError(cause) };
  }
}

function relationsOf(
  client: Client,
  schema: string,
  files: readonly PreparedFile[],
  serverMajor: number,
): ReturnType<typeof readRelations> {
  return readRelations(
    client,
    schema,
    files.flatMap(({ steps }) => steps),
    serverMajor,
  );
}
