import { type SentQuery, type SimpleResult, simpleQuery } from '../db/simple-query.ts';
import type { AppliedMigration } from '../migrate-result.ts';
import { applyTransactional, type FileAhead } from './apply-transactional.ts';
import { asOwnRole, type ComposedMessage } from './compose-file.ts';
import { failedRow, stoppedRow } from './history-row.ts';
import type { PreparedFile } from './prepare-files.ts';
import type { Run } from './run.ts';
import type { Sent } from './send-message.ts';

/** A file that the server refused: what was sent last, and what came of it. */
export interface RefusedFile extends Omit<Sent, 'result'> {
  readonly message: ComposedMessage;
  readonly result: SimpleResult & { readonly failure: NonNullable<SimpleResult['failure']> };
}

export type FileOutcome =
  /** `doubts` is what the file declares, may have meant to do without, and is not there. */
  | { readonly applied: AppliedMigration; readonly refused: null; readonly doubts?: readonly string[] }
  /** Somebody else had applied it by the time it was claimed. */
  | { readonly applied: null; readonly refused: null; readonly doubts?: readonly string[] }
  | { readonly applied: null; readonly refused: RefusedFile; readonly doubts?: readonly string[] };

/**
 * Runs one file, in its mode.
 *
 * @param ahead its message, if it was made ahead
 * @param meanwhile called when a transactional file is with the server
 */
export async function applyFile(
  run: Run,
  file: PreparedFile,
  ahead?: FileAhead,
  meanwhile?: (query: SentQuery) => void,
): Promise<FileOutcome> {
  if (file.mode === 'transactional') return applyTransactional(run, file, ahead, meanwhile);
  const { applyStepwise } = await import('./stepwise/apply-stepwise.ts');
  return applyStepwise(run, file);
}

/** Writes the failed attempt into the history, in a transaction of its own. */
export async function recordFailure(run: Run, file: PreparedFile, refused: RefusedFile): Promise<SimpleResult> {
  const { result, message, durationMs } = refused;
  const { failure, completed } = result;
  const said = { code: failure.sqlstate, message: failure.message };
  const done = Math.min(Math.max(completed - message.prologue, 0), file.steps.length);
  const row =
    file.mode === 'stepwise'
      ? stoppedRow(run, file.migration.name, said)
      : failedRow(run, file, { ...said, done, durationMs });
  const recorded = await simpleQuery(run.client, `begin;\n${asOwnRole(run.facts.ownRole, row)};\ncommit`);
  // Else nothing more could be asked on this connection.
  if (recorded.failure !== null) await simpleQuery(run.client, 'rollback');
  return recorded;
}
