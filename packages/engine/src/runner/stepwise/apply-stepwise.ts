import { simpleQuery } from '../../db/simple-query.ts';
import { PlumblineError } from '../../errors.ts';
import type { ServerNotice } from '../../events.ts';
import type { Step } from '../../source/file-mode.ts';
import type { FileOutcome } from '../apply-file.ts';
import { transactionSettings } from '../apply-transactional.ts';
import { asOwnRole, type ComposedMessage, composeBareStep, composeStep, resetStatements } from '../compose-file.ts';
import { declaredCheck } from '../declared-check.ts';
import { CLAIM_REFUSED, progressRow, runningRow, type StepProgress, stepClaim, stoppedRow } from '../history-row.ts';
import type { PreparedFile } from '../prepare-files.ts';
import { readRecord } from '../read-record.ts';
import type { Run } from '../run.ts';
import { type Sent, sendMessage } from '../send-message.ts';
import { serverError } from '../session.ts';
import { askAfterSteps } from './ask-after-steps.ts';
import { type ConcurrentIndex, concurrentIndex } from './concurrent-index.ts';
import { formerIndex } from './former-index.ts';
import { doneChecksum, halfApplied, resumePoint, stepChecksum } from './resume-point.ts';
import { dropInvalidIndex, indexState, settleStep } from './settle-step.ts';
import { waitForBackend } from './wait-for-backend.ts';

/** With `isChecked`, the last statement does not make the file applied: the catalog is asked before. */
type StepwiseFile = PreparedFile & { readonly isChecked?: boolean };

/**
 * Runs a file statement by statement. The history says before each statement that it is begun, and after it that it
 * is done; where a statement can run in a transaction, both are one. So a run that is killed at any moment is resumed
 * at the right statement:
 *
 *     begun, not done ──► the catalog is asked: done │ nothing of it is there: again │ unknown: a person decides
 *     failed          ──► again, corrected or not
 *     done            ──► the next one
 *
 * @throws PlumblineError `half-applied`, `invalid-index`, `aborted`, `connection-lost`, `lock-lost`, `server-error`
 */
export async function applyStepwise(run: Run, file: PreparedFile): Promise<FileOutcome> {
  for (let current = file; ; current = { ...file, record: await readRecord(run, file) }) {
    await waitForBackend(run, current);
    if (current.record?.state === 'running') current = { ...file, record: await readRecord(run, file) };
    if (isAppliedElsewhere(current)) return { applied: null, refused: null };
    const outcome = await runSteps(run, current);
    if (!run.facts.isPooled) await execute(run, resetStatements(run.facts.restore), 'reset the session');
    if (outcome !== 'overtaken') return outcome;
  }
}

function isAppliedElsewhere({ record, migration }: PreparedFile): boolean {
  return record?.state === 'applied' && record.checksum === migration.checksum;
}

/** `overtaken`: the history changed since it was read, and nothing was done. */
async function runSteps(run: Run, file: PreparedFile): Promise<FileOutcome | 'overtaken'> {
  const { migration, steps } = file;
  const started = performance.now();
  const notices: ServerNotice[] = [];
  let retries = 0;
  const check = await declaredCheck(run, file);
  const isChecked = check.sql.length > 0;
  const checked = { ...file, isChecked };
  const done = await begin(run, checked);
  if (done === null) return 'overtaken';
  for (let index = done; index < steps.length; index++) {
    refuseIfOver(run, file, index);
    const { sent, message } = await runStep(run, checked, index);
    notices.push(...sent.notices);
    retries += sent.retries;
    const { failure, completed } = sent.result;
    if (failure?.sqlstate === CLAIM_REFUSED && completed === message.prologue - 1) return 'overtaken';
    if (failure !== null) return { applied: null, refused: { ...sent, result: { ...sent.result, failure }, message } };
  }
  const answer = isChecked
    ? await askAfterSteps(run, file, check)
    : { refused: null, doubts: check.doubts({ rowSets: [] }) };
  if (answer.refused !== null) return { applied: null, refused: answer.refused };
  if (isChecked || done === steps.length) await record(run, file, steps.length, null);
  const durationMs = performance.now() - started;
  return {
    applied: { name: migration.name, file: migration.file, statements: steps.length, durationMs, notices, retries },
    refused: null,
    doubts: answer.doubts,
  };
}

/** Between two statements nothing is left to be cancelled: the next one must not begin. */
function refuseIfOver({ settings, lock }: Run, { migration, steps }: PreparedFile, done: number): void {
  const where = `${done} of the ${steps.length} statements of ${migration.name} are done and stay`;
  if (settings.signal?.aborted)
    throw new PlumblineError('aborted', `Stopped; ${where}.`, { migration: migration.name });
  if (lock.lost.aborted)
    throw new PlumblineError('lock-lost', `The connection that holds the migration lock broke; ${where}.`);
}

/** Finds where to go on, brings the session there, and returns how many statements are done; null when overtaken. */
async function begin(run: Run, file: StepwiseFile): Promise<number | null> {
  const { migration, steps } = file;
  const { done, wasBegun } = resumePoint(file);
  const total = steps.length;
  if (done > 0 || wasBegun) run.settings.onEvent({ type: 'migration-resumed', migration: migration.name, done, total });
  if (!run.facts.isPooled) await execute(run, sessionSettings(run, file), 'set the timeouts');
  const former = wasBegun ? null : await formerIndex(run, file);
  const inFlight = wasBegun ? stepChecksum(file, done) : null;
  const row = runningRow(run, file, { done, doneChecksum: doneChecksum(file, done), inFlight });
  if (!(await claim(run, row))) return null;
  for (const { kind, text } of steps.slice(0, done)) {
    // What they set was lost with their session, and the statements after them rely on it.
    if (kind === 'SET' || kind === 'RESET') await execute(run, text, 'repeat a setting');
  }
  if (former !== null) await dropInvalidIndex(run, former);
  if (!wasBegun) return done;
  const step = steps[done] as Step;
  const { statement } = step;
  const settled = await settleStep(run, step);
  if (settled === 'unknown') {
    const reason = `it was interrupted in line ${statement.line}, and whether ${statement.kind} was done cannot be told`;
    // As a failure: then a person who found out may take the statement out, or correct it, and the run goes on.
    await write(run, stoppedRow(run, migration.name, { code: null, message: reason }));
    throw halfApplied(migration.file, reason, [
      'Look whether its effect is there. If it is, remove the statement from the file; if it is not, undo what is half done and change the statement.',
    ]);
  }
  if (settled === 'done') await record(run, file, done + 1, null);
  return settled === 'done' ? done + 1 : done;
}

async function runStep(run: Run, file: StepwiseFile, index: number): Promise<{ sent: Sent; message: ComposedMessage }> {
  const { migration, steps } = file;
  const step = steps[index] as Step;
  const number = index + 1;
  if (step.inTransaction) {
    const rows = { claim: stepClaim(run, migration.name, index), done: rowAfter(run, file, number, null) };
    const message = composeStep(migration, step, number, rows, transactionSettings(run, file));
    return { sent: await sendMessage(run, migration.name, message), message };
  }
  const message = composeBareStep(migration, step, number, run.settings.schema);
  const target = concurrentIndex(step);
  await record(run, file, index, stepChecksum(file, index));
  // A lock timeout would leave an invalid index behind, so CONCURRENTLY waits; who blocks it is watched instead.
  const waits = !run.facts.isPooled && /\bconcurrently\b/i.test(step.text) && !setsLockTimeout(file, index);
  if (waits) await execute(run, 'set lock_timeout = 0', 'set the lock timeout');
  const tidy = async (): Promise<void> => {
    if (target !== null) await dropInvalidIndex(run, target);
  };
  const sent = await sendMessage(run, migration.name, message, { beforeRetry: tidy });
  if (sent.result.failure !== null) return { sent, message };
  if (waits)
    await execute(
      run,
      `set lock_timeout = '${transactionSettings(run, file).lockTimeoutMs}ms'`,
      'set the lock timeout',
    );
  if (target !== null) await checkIndex(run, file, index, target);
  await record(run, file, number, null);
  return { sent, message };
}

async function checkIndex(
  run: Run,
  { migration, steps }: PreparedFile,
  at: number,
  index: ConcurrentIndex,
): Promise<void> {
  const state = await indexState(run, index);
  if (state === 'valid') return;
  const { line, column } = (steps[at] as Step).statement;
  const table = index.table.join('.');
  const said =
    state === 'invalid' ? `the index ${index.name} on ${table} is not valid` : `${table} has no index ${index.name}`;
  throw new PlumblineError('invalid-index', `${migration.file}:${line}:${column}: the statement ended, and ${said}.`, {
    position: { file: migration.file, line, column },
    migration: migration.name,
    remedy:
      state === 'invalid'
        ? [
            `An index of that name was there and was left by something else: DROP INDEX CONCURRENTLY ${index.name}; then run again.`,
          ]
        : ['IF NOT EXISTS met a relation of that name elsewhere: give the index another name.'],
  });
}

/** Timeouts of the session: what runs outside a transaction has no other. */
function sessionSettings(run: Run, file: PreparedFile): string {
  const { lockTimeoutMs, statementTimeoutMs, checkClient } = transactionSettings(run, file);
  return [
    resetStatements(run.facts.restore),
    `set lock_timeout = '${lockTimeoutMs}ms'`,
    `set statement_timeout = '${statementTimeoutMs}ms'`,
    ...(checkClient ? [`set client_connection_check_interval = '2s'`] : []),
  ].join(';\n');
}

function setsLockTimeout({ steps }: PreparedFile, before: number): boolean {
  return steps.slice(0, before).some(({ statement }) => /^set\s+(session\s+)?lock_timeout\b/i.test(statement.text));
}

function rowAfter(run: Run, file: StepwiseFile, done: number, inFlight: string | null): string {
  const progress: StepProgress = { done, doneChecksum: doneChecksum(file, done), inFlight };
  const isLast = done === file.steps.length && inFlight === null;
  return progressRow(run, file.migration.name, progress, isLast && file.isChecked !== true);
}

async function record(run: Run, file: StepwiseFile, done: number, inFlight: string | null): Promise<void> {
  await write(run, rowAfter(run, file, done, inFlight));
}

async function write(run: Run, row: string): Promise<void> {
  await execute(run, `begin;\n${asOwnRole(run.facts.ownRole, row)};\ncommit`, 'write the history');
}

/** Writes a row that must be as it was read. @returns whether it was */
async function claim({ client, facts, settings }: Run, row: string): Promise<boolean> {
  // A dead client's transaction that holds the row is waited for as long as a lock is.
  const text = `begin;\nset local lock_timeout = '${settings.lockWaitMs}ms';\n${asOwnRole(facts.ownRole, row)};\ncommit`;
  const result = await simpleQuery(client, text);
  if (result.failure === null) return true;
  await simpleQuery(client, 'rollback');
  if (result.failure.sqlstate === CLAIM_REFUSED) return false;
  throw serverError('write the history', result);
}

async function execute({ client }: Run, text: string, purpose: string): Promise<void> {
  const result = await simpleQuery(client, text);
  if (result.failure === null) return;
  await simpleQuery(client, 'rollback');
  throw serverError(purpose, result);
}
