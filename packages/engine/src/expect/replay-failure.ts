import { PlumblineError } from '../errors.ts';
import type { ServerNotice } from '../events.ts';
import type { RefusedFile } from '../runner/apply-file.ts';
import { composed, type Piece } from '../runner/compose-file.ts';
import { describeFailure } from '../runner/describe-failure.ts';
import type { PreparedFile } from '../runner/prepare-files.ts';
import type { ServerFailure } from '../server-failure.ts';
import { type ReplaySession, targetOfSession, tell } from './replay-session.ts';

/** What the server refused: one statement, or the end of the transaction. */
export interface Refused {
  readonly failure: ServerFailure;
  readonly notices: readonly ServerNotice[];
}

/**
 * The error of a file that does not run in an empty database, with all that the runner would say of it.
 *
 * @param piece the statement that was refused; null when it was the commit
 */
export async function replayRefused(
  session: ReplaySession,
  file: PreparedFile,
  piece: Piece | null,
  { failure, notices }: Refused,
): Promise<PlumblineError> {
  const message = composed([piece?.step.text ?? ''], {
    ...{ end: '', mark: '', pieces: piece === null ? [] : [piece] },
    ...{ prologue: 0, copyData: [], opensTransaction: file.mode === 'transactional' },
  });
  const result = { completed: 0, rowSets: [], failure };
  return replayFailure(session, file, { message, result, notices, blockers: [], retries: 0, durationMs: 0 });
}

/** The same for a refusal that knows its message already. */
export async function replayFailure(
  session: ReplaySession,
  file: PreparedFile,
  refused: RefusedFile,
): Promise<PlumblineError> {
  await tell(session, 'rollback');
  const { failed, error } = await describeFailure(session.run, targetOfSession(session), refused, [file]);
  return new PlumblineError(
    'replay-failed',
    `The migrations do not run in an empty database: ${error.message}`,
    { ...error.details, frame: failed.frame, diagnosis: failed.diagnosis, failed },
    error,
  );
}
