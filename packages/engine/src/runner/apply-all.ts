import { PlumblineError } from '../errors.ts';
import type { PlanEntry } from '../plan/plan.ts';
import { applyFile, recordFailure } from './apply-file.ts';
import { describeFailure } from './describe-failure.ts';
import { prepareFiles } from './prepare-files.ts';
import { type Progress, warn } from './progress.ts';
import type { Run } from './run.ts';

/**
 * Applies the pending files one after the other, under the lock, and stops at the first that is refused.
 *
 * @throws PlumblineError `migration-failed` after the attempt was recorded; `aborted`, `lock-lost`, `connection-lost`
 */
export async function applyAll(run: Run, pending: readonly PlanEntry[], progress: Progress): Promise<void> {
  const { settings } = run;
  const files = prepareFiles(pending, run.facts);
  for (const [index, file] of files.entries()) {
    if (settings.signal?.aborted)
      throw new PlumblineError('aborted', 'Stopped between two migrations; what was applied stays.');
    if (run.lock.lost.aborted)
      throw new PlumblineError('lock-lost', 'The connection that holds the migration lock broke.');
    const { name } = file.migration;
    const statements = file.body.statements.length;
    for (const text of file.body.warnings) warn(settings, progress, 'file', `${file.migration.file}: ${text}`, name);
    settings.onEvent({ type: 'migration-start', migration: name, statements, index, total: files.length });
    const { applied, refused } = await applyFile(run, file);
    if (refused !== null) {
      const recorded = await recordFailure(run, file, refused);
      if (recorded.failure !== null) {
        warn(
          settings,
          progress,
          'history',
          `the failed attempt could not be recorded: ${recorded.failure.message}`,
          name,
        );
      }
      const { failed, error } = await describeFailure(run, progress.target, refused, files.slice(index));
      progress.failed = failed;
      settings.onEvent({ type: 'migration-failed', migration: name, durationMs: refused.durationMs });
      throw error;
    }
    progress.applied.push(applied);
    progress.pending = progress.pending.filter((entry) => entry.name !== name);
    const warnings = applied.notices.filter(({ severity }) => severity === 'WARNING').length;
    settings.onEvent({
      type: 'migration-applied',
      migration: name,
      statements,
      durationMs: applied.durationMs,
      warnings,
    });
  }
}
