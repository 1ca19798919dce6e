import { jittered, pause } from '../db/pause.ts';
import { type SimpleResult, simpleQuery } from '../db/simple-query.ts';
import { isRetryableFile } from '../db/sqlstates.ts';
import type { Blocker } from '../diagnose/diagnosis.ts';
import { PlumblineError } from '../errors.ts';
import type { ServerNotice } from '../events.ts';
import type { AppliedMigration } from '../migrate-result.ts';
import { codeChecksum } from '../source/checksum.ts';
import type { ParsedMigration } from '../source/migration.ts';
import type { TransactionalBody } from '../source/transactional-body.ts';
import { version } from '../version.ts';
import { collectNotices } from './collect-notices.ts';
import { type ComposedFile, composeFile } from './compose-file.ts';
import { appliedRow, failedRow, type HistoryRow } from './history-row.ts';
import type { Run } from './run.ts';
import { watchBlockers } from './watch-blockers.ts';

/** A pending file that was read, split and found fit to run. */
export interface PreparedFile {
  readonly migration: ParsedMigration;
  readonly body: TransactionalBody;
}

/** A file that the server refused. Its transaction is rolled back; the attempt is in the history. */
export interface RefusedFile {
  readonly composed: ComposedFile;
  readonly result: SimpleResult & { readonly failure: NonNullable<SimpleResult['failure']> };
  readonly blockers: readonly Blocker[];
  readonly notices: readonly ServerNotice[];
  readonly durationMs: number;
}

export type FileOutcome =
  | { readonly applied: AppliedMigration; readonly refused: null }
  | { readonly applied: null; readonly refused: RefusedFile };

const FIRST_RETRY_MS = 200;
const LONGEST_RETRY_MS = 10_000;

/**
 * Runs one transactional file: one round trip when all goes well. A lock timeout, a deadlock or a serialization
 * failure rolls it back and tries it again, with growing, jittered pauses, so that readers queue behind it for
 * `lockTimeoutMs` at most.
 *
 * @throws PlumblineError `aborted`, `connection-lost`, `lock-lost`, `transaction-control`
 */
export async function applyFile(run: Run, { migration, body }: PreparedFile): Promise<FileOutcome> {
  const row = historyRow(run, { migration, body });
  const composed = composeFile(migration, body.statements, appliedRow(run.settings.schema, row), {
    lockTimeoutMs: run.settings.lockTimeoutMs,
    statementTimeoutMs: run.settings.statementTimeoutMs,
    checkClient: run.facts.isLinux,
    restore: run.settings.client === undefined ? [] : run.facts.restore,
  });
  const started = performance.now();
  for (let retries = 0; ; retries++) {
    const { result, notices, blockers } = await send(run, migration, composed);
    if (result.failure === null) {
      const durationMs = checkedDuration(migration, result);
      return {
        applied: {
          name: migration.name,
          file: migration.file,
          statements: body.statements.length,
          durationMs,
          notices,
          retries,
        },
        refused: null,
      };
    }
    const refused = { composed, result: { ...result, failure: result.failure }, blockers, notices };
    await simpleQuery(run.client, 'rollback');
    refuseIfStopped(run, migration);
    const again = isRetryableFile(result.failure.sqlstate) && retries < run.settings.retries;
    if (!again) return { applied: null, refused: { ...refused, durationMs: performance.now() - started } };
    const delayMs = Math.round(jittered(Math.min(FIRST_RETRY_MS * 2 ** retries, LONGEST_RETRY_MS)));
    const reason = result.failure.message;
    run.settings.onEvent({
      type: 'migration-retry',
      migration: migration.name,
      attempt: retries + 1,
      delayMs,
      reason,
      blockers,
    });
    await pause(delayMs, run.settings.signal);
    refuseIfStopped(run, migration);
  }
}

/** Writes the failed attempt into the history, in a transaction of its own. */
export async function recordFailure(run: Run, file: PreparedFile, refused: RefusedFile): Promise<SimpleResult> {
  const { failure, completed } = refused.result;
  const statement = failedRow(run.settings.schema, historyRow(run, file), {
    done: Math.min(Math.max(completed - refused.composed.prologue, 0), file.body.statements.length),
    durationMs: refused.durationMs,
    code: failure.sqlstate,
    message: failure.message,
  });
  return simpleQuery(run.client, statement);
}

function historyRow(run: Run, { migration, body }: PreparedFile): HistoryRow {
  return {
    migration,
    codeChecksum: codeChecksum(migration.statements, migration.sql),
    statements: body.statements.length,
    host: run.host,
    application: run.settings.application,
    applicationVersion: run.settings.applicationVersion ?? null,
    toolVersion: version,
  };
}

async function send(
  run: Run,
  { name: migration }: ParsedMigration,
  composed: ComposedFile,
): Promise<{ result: SimpleResult; notices: readonly ServerNotice[]; blockers: readonly Blocker[] }> {
  const { client, lock, settings } = run;
  const collected = collectNotices(client, (notice) => settings.onEvent({ type: 'notice', migration, notice }));
  const watch = run.hasLockConnection
    ? watchBlockers(lock, run.facts.pid, (elapsedMs, blockers) =>
        settings.onEvent({ type: 'migration-blocked', migration, elapsedMs, blockers }),
      )
    : null;
  // Whoever lost the lock may no longer be alone: the server rolls back when it finds its client gone.
  const drop = (): void => void client.connection.stream.destroy();
  const cancel = (): void => {
    if (run.hasLockConnection) void lock.ask(`select pg_catalog.pg_cancel_backend(${run.facts.pid})`).catch(drop);
  };
  lock.lost.addEventListener('abort', drop, { once: true });
  settings.signal?.addEventListener('abort', cancel, { once: true });
  try {
    const result = await simpleQuery(client, composed.text, composed.copyData);
    return { result, notices: collected.stop(), blockers: watch?.last() ?? [] };
  } catch (error) {
    throw lostConnection(run, migration, error);
  } finally {
    collected.stop();
    watch?.stop();
    lock.lost.removeEventListener('abort', drop);
    settings.signal?.removeEventListener('abort', cancel);
  }
}

function checkedDuration(migration: ParsedMigration, { rowSets }: SimpleResult): number {
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

function refuseIfStopped(run: Run, migration: ParsedMigration): void {
  if (run.settings.signal?.aborted !== true) return;
  throw new PlumblineError('aborted', `Stopped; ${migration.name} was rolled back, what was applied before it stays.`, {
    migration: migration.name,
  });
}

function lostConnection(run: Run, migration: string, error: unknown): PlumblineError {
  const reason = error instanceof Error ? error.message : String(error);
  const lockLost = run.lock.lost.aborted;
  return new PlumblineError(
    lockLost ? 'lock-lost' : 'connection-lost',
    lockLost
      ? `The connection that holds the migration lock broke while ${migration} ran.`
      : `The connection broke while ${migration} ran: ${reason}.`,
    {
      migration,
      remedy: ['Run again. The file and its history row are one transaction: either both are there or neither is.'],
    },
    error,
  );
}
