import { simpleQuery } from '../db/simple-query.ts';
import { PlumblineError } from '../errors.ts';
import type { AppliedMigration } from '../migrate-result.ts';
import { applyFile, type RefusedFile, recordFailure } from './apply-file.ts';
import type { FileAhead } from './apply-transactional.ts';
import { resetStatements } from './compose-file.ts';
import { warningsOf } from './history-row.ts';
import { isBackendOf, messageMark } from './message-mark.ts';
import type { PreparedFile } from './prepare-files.ts';
import { type Progress, warn } from './progress.ts';
import type { Run } from './run.ts';
import { sendAhead } from './send-ahead.ts';
import { cancelMessage } from './send-message.ts';

const CANCEL_EVERY_MS = 1_000;

/**
 * Applies the pending files one after the other, under the lock, and stops at the first that is refused.
 *
 * @throws PlumblineError `migration-failed` after the attempt was recorded; `aborted`, `lock-lost`, `connection-lost`
 */
export async function applyAll(run: Run, files: readonly PreparedFile[], progress: Progress): Promise<void> {
  const warned: AppliedMigration[] = [];
  const next: { ahead?: FileAhead | undefined } = {};
  try {
    for (const index of files.keys()) await applyOne(run, files, index, progress, warned, next);
  } catch (error) {
    await dropAhead(run, next.ahead);
    // Where the connection broke there is nobody to tell; the error says so.
    await countWarnings(run, warned, progress).catch(() => {});
    throw error;
  }
  await countWarnings(run, warned, progress);
}

/**
 * @param warned what has raised warnings that the history does not know of yet
 * @param next the file behind it, made ready or sent: taken from here, and put there for the next call
 */
async function applyOne(
  run: Run,
  files: readonly PreparedFile[],
  index: number,
  progress: Progress,
  warned: AppliedMigration[],
  next: { ahead?: FileAhead | undefined },
): Promise<void> {
  const { settings } = run;
  const file = files[index] as PreparedFile;
  const { ahead } = next;
  if (ahead?.early() == null) await countWarnings(run, warned.splice(0), progress);
  refuseIfOver(run);
  const { name } = file.migration;
  const statements = file.steps.length;
  for (const text of file.warnings) warn(settings, progress, 'file', `${file.migration.file}: ${text}`, name);
  settings.onEvent({ type: 'migration-start', migration: name, statements, index, total: files.length });
  // What it did before it fails stays.
  if (file.mode === 'stepwise') progress.owesCatalog = true;
  const mark = messageMark(settings.schema, name);
  progress.running = { name, file: file.migration.file, statements, isBackend: isBackendOf(run.facts, mark) };
  next.ahead = undefined;
  const outcome = await applyFile(run, file, ahead, (query) => {
    const behind = files[index + 1];
    // Warnings are counted when nothing is with the server.
    if (behind?.mode === 'transactional' && warned.length === 0) next.ahead = sendAhead(run, { file, query }, behind);
  });
  const { applied, refused, doubts = [] } = outcome;
  progress.running = null;
  for (const text of doubts) warn(settings, progress, 'declared', `${file.migration.file}: ${text}`, name);
  if (refused !== null) throw await refusal(run, refused, files.slice(index), progress);
  progress.pending = progress.pending.filter((entry) => entry.name !== name);
  if (applied === null) progress.appliedElsewhere.push(name);
  else if (keep(run, applied, progress) > 0) warned.push(applied);
}

/** The run ends here, and a file is with the server that is not to be committed: it is cancelled and rolled back. */
async function dropAhead(run: Run, ahead: FileAhead | undefined): Promise<void> {
  const early = ahead?.early();
  if (ahead === undefined || early == null) return;
  const { message } = await ahead.composed;
  let cancelling = Promise.resolve();
  const cancel = (): void => {
    cancelling = cancelMessage(run, message).catch(() => void run.client.connection.stream.destroy());
  };
  cancel();
  // Again: before its message is taken up there is nothing to be cancelled.
  const timer = setInterval(cancel, CANCEL_EVERY_MS);
  await early.result.catch(() => {}); // A connection that broke has nothing open.
  clearInterval(timer);
  await cancelling;
  await simpleQuery(run.client, 'rollback').catch(() => {});
}

function refuseIfOver({ settings, lock }: Run): void {
  if (settings.signal?.aborted) {
    throw new PlumblineError('aborted', 'Stopped between two migrations; what was applied stays.');
  }
  if (lock.lost.aborted) throw new PlumblineError('lock-lost', 'The connection that holds the migration lock broke.');
}

/** @returns how many warnings the history does not know of */
function keep({ settings }: Run, applied: AppliedMigration, progress: Progress): number {
  const { name, statements, durationMs } = applied;
  progress.applied.push(applied);
  progress.owesCatalog = true;
  const warnings = warningsIn(applied);
  settings.onEvent({ type: 'migration-applied', migration: name, statements, durationMs, warnings });
  return warnings;
}

function warningsIn({ notices }: AppliedMigration): number {
  return notices.filter(({ severity }) => severity === 'WARNING').length;
}

/** Tells the history how many warnings there were: only when nothing of the run is with the server. */
async function countWarnings(run: Run, warned: readonly AppliedMigration[], progress: Progress): Promise<void> {
  const { client, facts, settings } = run;
  for (const applied of warned) {
    // The file may have left another role behind, which must not decide whether its warnings are kept.
    const statement = `${resetStatements(facts.restore)};\n${warningsOf(run, applied.name, warningsIn(applied))}`;
    const { failure } = await simpleQuery(client, statement);
    if (failure === null) continue;
    warn(settings, progress, 'history', `its warnings could not be counted: ${failure.message}`, applied.name);
  }
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
  // With the explanations of all failures, which a run that goes well has no use for.
  const { describeFailure } = await import('./describe-failure.ts');
  const { failed, error } = await describeFailure(run, progress.target, refused, files);
  progress.failed = failed;
  settings.onEvent({ type: 'migration-failed', migration: name, durationMs: refused.durationMs });
  return error;
}
