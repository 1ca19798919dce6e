import type { SentQuery, SimpleResult } from '../db/simple-query.ts';
import { PlumblineError } from '../errors.ts';
import type { FileOutcome } from './apply-file.ts';
import { type ComposedMessage, composeFile, type TransactionSettings } from './compose-file.ts';
import { type DeclaredCheck, declaredCheck, notAsked } from './declared-check.ts';
import { appliedRow, CLAIM_REFUSED, claimCheck, claimLock } from './history-row.ts';
import type { PreparedFile } from './prepare-files.ts';
import { readRecord } from './read-record.ts';
import type { Run } from './run.ts';
import { type SentMessage, sendMessage } from './send-message.ts';

const UNIQUE_VIOLATION = '23505';
const INVALID_STATEMENT_NAME = '26000';

/** The one message of a transactional file, and what its answer says of what the file declares. */
export interface ComposedFile {
  readonly message: ComposedMessage;
  readonly check: DeclaredCheck;
  /** Its row is recorded by the session's prepared statement. */
  readonly isPrepared: boolean;
  /** Its claim asks for the file before it too. */
  readonly isBehind: boolean;
}

/** A file that is made ready while the server works on the one before. */
export interface FileAhead {
  readonly composed: Promise<ComposedFile>;
  /** Its message, when it was sent already, without its end. */
  readonly early: () => SentMessage | null;
}

/**
 * Makes the message. It depends on the file and the run alone, so it can be made before its turn.
 *
 * @param before the file that has to be applied for this one to run
 */
export async function composeTransactional(
  run: Run,
  file: PreparedFile,
  before: PreparedFile | null = null,
): Promise<ComposedFile> {
  return compose(run, file, await declaredCheck(run, file), before);
}

function compose(run: Run, file: PreparedFile, check: DeclaredCheck, before: PreparedFile | null = null): ComposedFile {
  const { migration, steps, record } = file;
  const isPrepared = run.prepared?.row === true && record === null;
  const applied = appliedRow(run, file, isPrepared);
  const message = composeFile(
    migration,
    steps,
    { lock: claimLock(run, file), claim: claimCheck(run, file, before), applied },
    transactionSettings(run, file),
    check.sql,
  );
  return { message, check, isPrepared, isBehind: before !== null };
}

/**
 * Runs one transactional file: one round trip when all goes well.
 *
 * @param ahead its message, if it was made or even sent ahead
 * @param meanwhile called while the server works on it
 * @throws PlumblineError `aborted`, `connection-lost`, `lock-lost`, `transaction-control`
 */
export async function applyTransactional(
  run: Run,
  file: PreparedFile,
  ahead: FileAhead = { composed: composeTransactional(run, file), early: () => null },
  meanwhile: (query: SentQuery) => void = () => {},
): Promise<FileOutcome> {
  const { migration, steps } = file;
  const { message, check, isPrepared, isBehind } = await ahead.composed;
  const sent = await sendMessage(run, migration.name, message, { early: ahead.early(), meanwhile });
  const { result, notices, retries } = sent;
  const atClaim = result.completed === message.prologue - 1;
  if (atClaim && result.failure?.sqlstate === CLAIM_REFUSED) {
    // The claim does not say which of the two it was: a file is never left out for another's sake.
    return isBehind ? applyTransactional(run, file) : { applied: null, refused: null };
  }
  if (result.failure !== null) {
    const isOfCheck = check.sql.length > 0 && result.completed === message.prologue + steps.length;
    const refusal = isOfCheck ? check.refusal(message, result.failure) : null;
    if (isOfCheck && refusal === null) {
      const unchecked = compose(run, file, notAsked(result.failure.message));
      return applyTransactional(run, file, { composed: Promise.resolve(unchecked), early: () => null });
    }
    if (isPrepared && isOfOwnRow(message, result, INVALID_STATEMENT_NAME)) {
      // This file or the one before it has said DEALLOCATE: it runs again, with its row spelt out.
      if (run.prepared !== undefined) run.prepared.row = false;
      return applyTransactional(run, file);
    }
    if (file.record === null && isOfOwnRow(message, result, UNIQUE_VIOLATION)) {
      // A run that had lost its lock has recorded its failure since the history was read.
      const record = await readRecord(run, file);
      if (record !== null) return applyTransactional(run, { ...file, record });
    }
    const failure = refusal ?? result.failure;
    return { applied: null, refused: { ...sent, result: { ...result, failure }, message } };
  }
  const durationMs = checkedDuration(file, result);
  const { name, file: path } = migration;
  const applied = { name, file: path, statements: steps.length, durationMs, notices, retries };
  return { applied, refused: null, doubts: check.doubts(result) };
}

/** Whether it was the statement for the history that was refused, and why. */
function isOfOwnRow(
  { prologue, pieces }: ComposedMessage,
  { failure, completed }: SimpleResult,
  sqlstate: string,
): boolean {
  return failure?.sqlstate === sqlstate && completed >= prologue + pieces.length;
}

/** The settings of a file: its own directives, else those of the run. */
export function transactionSettings(
  { settings, facts }: Pick<Run, 'settings' | 'facts'>,
  { directives }: PreparedFile,
): TransactionSettings {
  return {
    lockTimeoutMs: directives.lockTimeoutMs ?? settings.lockTimeoutMs,
    statementTimeoutMs: directives.statementTimeoutMs ?? settings.statementTimeoutMs,
    checkClient: facts.isLinux,
    restore: facts.restore,
    ownRole: facts.ownRole,
    schema: settings.schema,
    isPooled: facts.isPooled,
  };
}

function checkedDuration({ migration }: PreparedFile, { rowSets }: SimpleResult): number {
  const first = rowSets.find((rows) => rows[0]?.xid !== undefined)?.[0];
  const last = rowSets.at(-1)?.[0];
  if (first?.xid === last?.xid) return Number(last?.duration_ms ?? 0);
  throw new PlumblineError('transaction-control', `${migration.file} ended the transaction it ran in.`, {
    migration: migration.name,
    remedy: [
      'All of its statements ran, and it is in the history, but not in one transaction: check what it left behind.',
    ],
  });
}
