import type { MigrateResult, PlumblineError, StatusResult } from '@plumbline/engine';

/** The shape of `migrate --json`; docs/cli.md describes every field. */
export function migrateDocument(
  result: MigrateResult,
  dryRun: boolean,
  exitCode: number,
): Readonly<Record<string, unknown>> {
  return {
    command: 'migrate',
    ok: result.ok,
    exitCode,
    dryRun,
    database: result.target,
    serverVersion: result.serverVersion,
    applied: result.applied,
    skipped: result.skipped,
    pending: result.pending,
    failed: result.failed,
    conflicts: result.conflicts,
    warnings: result.warnings,
    error: errorValue(result.error),
    durationMs: whole(result.durationMs),
  };
}

/** The shape of `status --json`. */
export function statusDocument(result: StatusResult, exitCode: number): Readonly<Record<string, unknown>> {
  return {
    command: 'status',
    ok: result.ok,
    exitCode,
    database: result.target,
    serverVersion: result.serverVersion,
    migrations: result.migrations,
    pending: result.pending,
    conflicts: result.conflicts,
    warnings: result.warnings,
    error: errorValue(result.error),
    durationMs: whole(result.durationMs),
  };
}

/** What the results of the other commands have in common. */
interface CommonResult {
  readonly ok: boolean;
  readonly target: MigrateResult['target'];
  readonly error: PlumblineError | null;
  readonly durationMs: number;
  readonly shown?: string | null;
}

/** The shape of `repair`, `baseline`, `down` and `plan` with `--json`: what they share, and beside it their own fields. */
export function resultDocument(
  command: string,
  exitCode: number,
  { ok, target, error, durationMs, shown: _shown, ...own }: CommonResult,
): Readonly<Record<string, unknown>> {
  return {
    ...{ command, ok, exitCode, database: target },
    ...own,
    ...{ error: errorValue(error), durationMs: whole(durationMs) },
  };
}

/** What is printed when nothing could be run at all: wrong usage, wrong settings. */
export function refusalDocument(
  command: string | null,
  exitCode: number,
  error: { readonly code: string; readonly message: string; readonly remedy: readonly string[] },
): Readonly<Record<string, unknown>> {
  return { command, ok: false, exitCode, error: { ...error, position: null } };
}

function errorValue(error: PlumblineError | null): Readonly<Record<string, unknown>> | null {
  if (error === null) return null;
  const { position = null, remedy = [], diffs } = error.details;
  return { code: error.code, message: error.message, position, remedy, ...(diffs === undefined ? {} : { diffs }) };
}

function whole(milliseconds: number): number {
  return Math.round(milliseconds);
}
