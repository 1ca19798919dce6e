import { simpleQuery } from '../db/simple-query.ts';
import { PlumblineError } from '../errors.ts';
import type { AppliedMigration } from '../migrate-result.ts';
import { applyFile, type RefusedFile, recordFailure } from './apply-file.ts';
import { type ComposedFile, composeTransactional } from './apply-transactional.ts';
import { resetStatements } from './compose-file.ts';
import { describeFailure } from './describe-failure.ts';
import { warningsOf } from './history-row.ts';
import { isBackendOf, messageMark } from './message-mark.ts';
import type { PreparedFile } from './prepare-files.ts';
import { type Progress, warn } from './progress.ts';
import type { Run } from './run.ts';

/**
 * Applies the pending files one after the other, under the lock, and stops at the first that is refused.
 *
 * @throws PlumblineError `migration-failed` after the attempt was recorded; `aborted`, `lock-lost`, `connection-lost`
 */
export async function applyAll(run: Run, files: readonly PreparedFile[], progress: Progress): Promise<void> {
  const { settings } = run;
  let ahead: Promise<ComposedFile> | undefined;
  for (const [index, file] of files.entries()) {
    refuseIfOver(run);
    const { name } = file.migration;
    const statements = file.steps.length;
    for (const text of file.warnings) warn(settings, progress, 'file', `${file.migration.file}: ${text}`, name);
    settings.onEvent({ type: 'migration-start', migration: name, statements, index, total: files.length });
    // What it did before it fails stays.
    if (file.mode === 'stepwise') progress.owesCatalog = true;
    const mark = messageMark(settings.schema, name);
    progress.running = { name, file: file.migration.file, statements, isBackend: isBackendOf(run.facts, mark) };
    const composed = ahead;
    ahead = undefined;
    const {
      applied,
      refused,
      doubts = [],
    } = await applyFile(run, file, composed, () => {
      ahead = composeAhead(run, files[index + 1]);
    });
    progress.running = null;
    for (const text of doubts) warn(settings, progress, 'declared', `${file.migration.file}: ${text}`, name);
    if (refused !== null) throw await refusal(run, refused, files.slice(index), progress);
    progress.pending = progress.pending.filter((entry) => entry.name !== name);
    if (applied === null) progress.appliedElsewhere.push(name);
    else await keep(run, applied, progress);
  }
}

/** The next message is made while the server works on the present one. */
function composeAhead(run: Run, file: PreparedFile | undefined): Promise<ComposedFile> | undefined {
  if (file?.mode !== 'transactional') return undefined;
  const composing = composeTransactional(run, file);
  composing.catch(() => {}); // Reported when its turn comes, if it comes.
  return composing;
}

function refuseIfOver({ settings, lock }: Run): void {
  if (settings.signal?.aborted) {
    throw new PlumblineError('aborted', 'Stopped between two migrations; what was applied stays.');
  }
  if (lock.lost.aborted) throw new PlumblineError('lock-lost', 'The connection that holds the migration lock broke.');
}

async function keep(run: Run, applied: AppliedMigration, progress: Progress): Promise<void> {
  const { client, facts, settings } = run;
  const { name, statements, durationMs } = applied;
  progress.applied.push(applied);
  progress.owesCatalog = true;
  const warnings = applied.notices.filter(({ severity }) => severity === 'WARNING').length;
  settings.onEvent({ type: 'migration-applied', migration: name, statements, durationMs, warnings });
  if (warnings === 0) return;
  // The file may have left another role behind, which must not decide whether its warnings are kept.
  const statement = `${resetStatements(facts.restore)};\n${warningsOf(run, name, warnings)}`;
  const { failure } = await simpleQuery(client, statement);
  if (failure !== null)
    warn(settings, progress, 'history', `its warnings could not be counted: ${failure.message}`, name);
}

/** Records the attempt and describes the failure. `files` are those still to run, the refused one first. */
async function refusal(
  run: Run,
  refused: RefusedFile,
  files: readonly PreparedFile[],
  progress: Progress,
): Promise<PlumblineError> {
  const { settings } = run;
  const file = files[0] as PreparedFile;
  const { name } = file.migration;
  const { failure } = await recordFailure(run, file, refused);
  if (failure !== null) {
    warn(settings, progress, 'history', `the failed attempt could not be recorded: ${failure.message}`, name);
  }
  const { failed, error } = await describeFailure(run, progress.target, refused, files);
  progress.failed = failed;
  settings.onEvent({ type: 'migration-failed', migration: name, durationMs: refused.durationMs });
  return error;
}
