import type { Client } from 'pg';
import type { PlumblineError } from '../errors.ts';
import type { MigrateResult } from '../migrate-result.ts';
import type { Plan } from '../plan/plan.ts';
import type { Migration } from '../source/migration.ts';
import type { Judged } from './apply-pending.ts';
import { conflictWithDiffs } from './conflict-with-diffs.ts';
import { pendingUpTo, planWarnings } from './judge-plan.ts';
import { lookOf } from './look-of-glance.ts';
import { openConnection, targetOfSettings } from './open-connection.ts';
import { type MigrateOptions, type Settings, settingsOf } from './options.ts';
import { newProgress, type Progress, resultOf, warn } from './progress.ts';
import { planFrom, readSourceMeanwhile } from './read-source.ts';
import { asPlumblineError } from './run-error.ts';
import { type Glance, glance, type Look, look } from './session.ts';

const MOST_RECONNECTS = 3;

/**
 * Applies what is pending, exactly once, however many processes do this at the same moment.
 *
 * Nothing is printed. A failure is part of the value: `applied` says what stays, `failed` what was rolled back and
 * why, `error` carries the code. Only wrong options throw.
 *
 * @example
 * const result = await migrate({ url: process.env.DATABASE_URL, directory: 'migrations' });
 * if (!result.ok) throw result.error;
 *
 * @throws PlumblineError `invalid-options`
 */
export async function migrate(options: MigrateOptions): Promise<MigrateResult> {
  const settings = settingsOf(options);
  const started = performance.now();
  const progress = newProgress(targetOfSettings(settings));
  for (let attempt = 0; ; attempt++) {
    const error = await tryRun(settings, progress);
    if (!isWorthAnotherRun(error, settings, attempt)) return resultOf(progress, error, performance.now() - started);
    settings.onEvent({ type: 'reconnecting', reason: (error as PlumblineError).message });
  }
}

/** Runs once. What was applied before a connection broke is in `progress`, and the next run finds it applied. */
async function tryRun(settings: Settings, progress: Progress): Promise<PlumblineError | null> {
  const connections: Client[] = [];
  try {
    await run(settings, progress, connections);
    return null;
  } catch (cause) {
    return asPlumblineError(cause);
  } finally {
    await Promise.all(connections.map((client) => client.end().catch(() => {}))); // A broken one has ended already.
  }
}

/**
 * A connection that broke is opened again: every file is either applied, with its history row, or rolled back, so
 * going on from the history is right wherever it broke.
 */
function isWorthAnotherRun(error: PlumblineError | null, settings: Settings, attempt: number): boolean {
  const broke = error?.code === 'connection-lost' || error?.code === 'lock-lost';
  return broke && attempt < MOST_RECONNECTS && settings.client === undefined && !settings.signal?.aborted;
}

async function run(settings: Settings, progress: Progress, connections: Client[]): Promise<void> {
  // The socket opens while the files are read.
  const opening = settings.client === undefined ? openConnection(settings) : Promise.resolve(settings.client);
  opening.then((client) => client === settings.client || connections.push(client)).catch(() => {});
  const glancing = opening.then((client) => glance(client, settings.schema));
  const migrations = await readWhile(glancing, settings);
  const [client, glanced] = await Promise.all([opening, glancing]);
  if (progress.running !== null) {
    const { settleLostFile } = await import('./settle-lost-file.ts');
    await settleLostFile(client, settings, progress);
  }

  const seen = lookOf(glanced, migrations) ?? (await look(client, settings.schema));
  const first = await judge(client, settings, migrations, progress, seen);
  const isAllDone = isDone(first.plan) && !progress.owesCatalog;
  if (isAllDone || (first.pending.length === 0 && first.look.facts.isStandby)) return;
  // A run without work, as most are, does not load what applies files.
  const { applyPending } = await import('./apply-pending.ts');
  const judgeAgain = (worker: Client, looked: Look): Promise<Judged> =>
    judge(worker, settings, migrations, progress, looked);
  await applyPending(settings, client, connections, progress, first, judgeAgain);
}

/** Reads the files; a connection that was opened meanwhile is still closed when they cannot be read. */
async function readWhile(glancing: Promise<Glance>, settings: Settings): Promise<readonly Migration[]> {
  glancing.catch(() => {}); // Reported by whoever awaits it; reading may take longer.
  try {
    return await readSourceMeanwhile(settings);
  } catch (error) {
    await glancing.catch(() => {});
    throw error;
  }
}

/** Plans from what was seen, and stops at what stands against running. */
async function judge(
  client: Client,
  settings: Settings,
  migrations: readonly Migration[],
  progress: Progress,
  seen: Look,
): Promise<Judged> {
  const isFirst = progress.plan === null;
  const plan = planFrom(migrations, seen);
  progress.plan = plan;
  progress.serverVersion = seen.facts.serverVersion;
  progress.pending = plan.pending;
  if (isFirst) {
    const { database, role: user, serverVersion } = seen.facts;
    settings.onEvent({ type: 'connected', database, user, serverVersion });
    for (const { code, message, migration } of planWarnings(plan, settings))
      warn(settings, progress, code, message, migration);
  }
  const conflict = await conflictWithDiffs(client, plan, settings);
  if (conflict !== null) throw conflict;
  const pending = pendingUpTo(plan, settings.to);
  if (isFirst) {
    const applied = plan.entries.filter(({ record }) => record?.state === 'applied').length;
    settings.onEvent({ type: 'planned', applied, pending: pending.map(({ name }) => name) });
  }
  return { look: seen, plan, pending };
}

function isDone({ entries }: Plan): boolean {
  return entries.every(({ state }) => state === 'applied' || state === 'missing' || state === 'cosmetic');
}
