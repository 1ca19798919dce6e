import { hostname } from 'node:os';
import type { Client } from 'pg';
import { simpleQuery } from '../db/simple-query.ts';
import type { Plan, PlanEntry } from '../plan/plan.ts';
import { applyAll } from './apply-all.ts';
import { resetStatements } from './compose-file.ts';
import { prepareChecks } from './declared-check.ts';
import { prepareRow } from './history-row.ts';
import { createHistory, takeNewNames } from './keep-history.ts';
import type { Settings } from './options.ts';
import { type PreparedFile, prepareFiles } from './prepare-files.ts';
import { type Progress, warn } from './progress.ts';
import { recordCatalog } from './recorded/record-catalog.ts';
import type { Run } from './run.ts';
import { standby } from './run-error.ts';
import { type Look, look } from './session.ts';
import { takeLock } from './take-lock.ts';

/** What was seen of the database, and what is to be done about it. */
export interface Judged {
  readonly look: Look;
  readonly plan: Plan;
  readonly pending: readonly PlanEntry[];
}

/**
 * Prepares what is pending; unless it is a dry run, takes the lock, looks again, and applies it.
 *
 * @param connections where a connection that was opened here is put, to be closed with the others
 * @param judge what a look under the lock comes to
 */
export async function applyPending(
  settings: Settings,
  client: Client,
  connections: Client[],
  progress: Progress,
  first: Judged,
  judge: (worker: Client, looked: Look) => Promise<Judged>,
): Promise<void> {
  const prepared = prepareFiles(first.pending, first.look.facts, settings.placeholders);
  if (settings.dryRun) return;
  if (first.look.facts.isStandby) throw standby(progress.target, first.pending.length);

  if (settings.checkDeclared) prepareChecks(prepared.files);
  const turn = await takeLock(settings, client, first.look.facts, connections);
  try {
    const { lock, worker, observer } = turn;
    const looked = await look(worker, settings.schema);
    const { look: now, pending } = await judge(worker, looked);
    await createHistory(worker, settings.schema, now);
    const warning = await takeNewNames(worker, settings.schema, progress.plan as Plan);
    if (warning !== null) warn(settings, progress, 'renamed', warning, null);
    // A session of our own is as it was when it is reset; to restore a search path would set it for others in a pool.
    const facts = settings.client === undefined ? { ...now.facts, restore: [] } : now.facts;
    const { files } = prepareFiles(pending, facts, settings.placeholders, prepared);
    const run = { settings, client: worker, facts, lock, observer, host: hostname() };
    await applyAndRecord({ ...run, prepared: { row: await prepare(run, files) } }, files, progress);
  } finally {
    await turn.end();
    if (settings.client !== undefined) await simpleQuery(client, resetStatements(first.look.facts.restore));
  }
}

/** For fewer files it is not worth a message of its own. */
const PREPARE_FROM = 50;

/** Prepares the statement for the rows of many files. @returns whether the session has it now */
async function prepare(run: Run, [first, ...others]: readonly PreparedFile[]): Promise<boolean> {
  // A session of somebody else's is left as it is, and behind a pooler each file may meet another one.
  if (first === undefined || others.length < PREPARE_FROM - 1 || run.facts.isPooled) return false;
  if (run.settings.client !== undefined) return false;
  return (await simpleQuery(run.client, prepareRow(run, first))).failure === null;
}

async function applyAndRecord(run: Run, files: readonly PreparedFile[], progress: Progress): Promise<void> {
  try {
    await applyAll(run, files, progress);
  } finally {
    // Also when a later file failed: what was done before it stays.
    if (progress.owesCatalog) {
      const { kept, warning } = await recordCatalog(run);
      progress.owesCatalog = !kept;
      if (warning !== null) warn(run.settings, progress, 'history', warning, null);
    }
  }
}
