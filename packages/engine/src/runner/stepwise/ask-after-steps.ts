import { simpleQuery } from '../../db/simple-query.ts';
import type { RefusedFile } from '../apply-file.ts';
import { transactionSettings } from '../apply-transactional.ts';
import { composeFile } from '../compose-file.ts';
import type { DeclaredCheck } from '../declared-check.ts';
import type { PreparedFile } from '../prepare-files.ts';
import type { RunBasis } from '../run.ts';
import { serverError } from '../session.ts';

/**
 * Asks the catalog for what a stepwise file declares, when its last statement is done and before it is recorded as
 * applied. What was done stays; a re-run asks again.
 *
 * @throws PlumblineError `server-error`
 */
export async function askAfterSteps(
  run: RunBasis,
  file: PreparedFile,
  check: DeclaredCheck,
): Promise<{ readonly refused: RefusedFile | null; readonly doubts: readonly string[] }> {
  const { migration, steps } = file;
  const started = performance.now();
  const result = await simpleQuery(run.client, check.sql.join(';\n'));
  if (result.failure === null) return { refused: null, doubts: check.doubts(result) };
  // Never sent so: it says where in the file each statement stands.
  const message = composeFile(migration, steps, { claim: '', applied: '' }, transactionSettings(run, file));
  const failure = check.refusal(message, result.failure);
  if (failure === null) throw serverError('say whether what was declared is there', result);
  const durationMs = performance.now() - started;
  const completed = message.prologue + steps.length;
  const refused = {
    message,
    result: { ...result, completed, failure },
    notices: [],
    blockers: [],
    retries: 0,
    durationMs,
  };
  return { refused, doubts: [] };
}
