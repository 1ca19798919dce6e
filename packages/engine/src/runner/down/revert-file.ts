import { quoteLiteral } from '../../db/quote.ts';
import { PlumblineError } from '../../errors.ts';
import type { FailedMigration } from '../../migrate-result.ts';
import type { Target } from '../../target.ts';
import { transactionSettings } from '../apply-transactional.ts';
import { composeFile } from '../compose-file.ts';
import { describeFailure } from '../describe-failure.ts';
import { CLAIM_REFUSED, table } from '../history-row.ts';
import { revertedRow } from '../record-by-hand.ts';
import type { Run } from '../run.ts';
import { sendMessage } from '../send-message.ts';
import type { DownFile } from './down-file.ts';

/** A migration that was reverted. */
export interface RevertedMigration {
  readonly name: string;
  /** The down file that ran. */
  readonly file: string;
  readonly statements: number;
  readonly durationMs: number;
}

/** A refused down file: what the server said, and the error of the run. */
export interface RefusedDown {
  readonly failed: FailedMigration;
  readonly error: PlumblineError;
}

/**
 * Runs one down file and makes its migration pending, in one transaction.
 *
 * @throws PlumblineError `changed-meanwhile` when it is not applied any more, `aborted`, `connection-lost`, `lock-lost`
 */
export async function revertFile(
  run: Run,
  target: Target,
  { entry, file }: DownFile,
): Promise<RevertedMigration | RefusedDown> {
  const { migration, steps } = file;
  const row = entry.record?.name ?? entry.name;
  const rows = {
    claim: `select 1 / (select pg_catalog.count(*)::int from (select from ${table(run)}
where name = ${quoteLiteral(row)} and state = 'applied' for update) as claimed)`,
    applied: revertedRow(run, row, `down: reverted by ${migration.file}`),
  };
  const message = composeFile(migration, steps, rows, transactionSettings(run, file));
  const sent = await sendMessage(run, migration.name, message);
  const { failure, completed } = sent.result;
  if (failure === null) {
    return { name: entry.name, file: migration.file, statements: steps.length, durationMs: sent.durationMs };
  }
  if (completed === message.prologue - 1 && failure.sqlstate === CLAIM_REFUSED) {
    throw new PlumblineError('changed-meanwhile', `${entry.name} is not applied any more: somebody else reverted it.`);
  }
  const refused = { ...sent, result: { ...sent.result, failure }, message };
  const { failed, error } = await describeFailure(run, target, refused, [file]);
  const details = { ...error.details, frame: failed.frame, diagnosis: failed.diagnosis };
  return { failed, error: new PlumblineError(error.code, error.message, details, error.cause) };
}
