import type { PlumblineError } from '../errors.ts';
import type { AppliedMigration, FailedMigration, MigrateResult } from '../migrate-result.ts';
import type { Plan, PlanEntry } from '../plan/plan.ts';
import type { Target } from '../target.ts';
import type { Settings } from './options.ts';
import { conflictsOf } from './read-source.ts';

/** What is known so far; it becomes the result, however the run ends. */
export interface Progress {
  readonly target: Target;
  serverVersion: string | null;
  plan: Plan | null;
  /** Pending ones that `to` or `dryRun` keep back, or that a failure left. */
  pending: readonly PlanEntry[];
  readonly applied: AppliedMigration[];
  /** Found applied by somebody else when it was claimed. */
  readonly appliedElsewhere: string[];
  /** The file that is with the server, and how its backend is found: when the connection breaks, its end is unknown. */
  running: {
    readonly name: string;
    readonly file: string;
    readonly statements: number;
    readonly isBackend: string;
  } | null;
  failed: FailedMigration | null;
  /** Something was applied, and the catalog that came of it is not recorded yet. */
  owesCatalog: boolean;
  readonly warnings: string[];
}

/** Nothing is known yet but where it goes to. */
export function newProgress(target: Target): Progress {
  return {
    target,
    serverVersion: null,
    plan: null,
    pending: [],
    applied: [],
    appliedElsewhere: [],
    running: null,
    failed: null,
    owesCatalog: false,
    warnings: [],
  };
}

/** Says something now and keeps it for the result. */
export function warn(
  settings: Settings,
  progress: Progress,
  code: string,
  message: string,
  migration: string | null,
): void {
  progress.warnings.push(message);
  settings.onEvent({ type: 'warning', code, message, migration });
}

/** The result of a run that ended with `error`, or well. */
export function resultOf(progress: Progress, error: PlumblineError | null, durationMs: number): MigrateResult {
  const done = new Set(progress.applied.map(({ name }) => name));
  const entries = progress.plan?.entries ?? [];
  return {
    ok: error === null,
    target: progress.target,
    serverVersion: progress.serverVersion,
    applied: progress.applied,
    skipped: entries
      .filter(({ name, record }) => record?.state === 'applied' && !done.has(name))
      .map(({ name }) => name)
      .concat(progress.appliedElsewhere),
    pending: progress.pending.map(({ name }) => name),
    failed: progress.failed,
    conflicts: progress.plan === null ? [] : conflictsOf(progress.plan),
    warnings: progress.warnings,
    error,
    durationMs,
  };
}
