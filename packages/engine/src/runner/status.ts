import type { PlumblineError } from '../errors.ts';
import type { StatusResult } from '../migrate-result.ts';
import type { Plan } from '../plan/plan.ts';
import { conflictWithDiffs } from './conflict-with-diffs.ts';
import { planWarnings } from './judge-plan.ts';
import { openConnection, targetOfSettings } from './open-connection.ts';
import { type Settings, type StatusOptions, settingsOf } from './options.ts';
import { conflictsOf, planFrom, readSource, statusesOf } from './read-source.ts';
import { asPlumblineError } from './run-error.ts';
import { look } from './session.ts';

/**
 * Every migration and its state. Reads only: no lock, no write, one round trip.
 *
 * @returns `ok` is false and `error` says why when the database cannot be read, or when files and history disagree
 * @throws PlumblineError `invalid-options`
 */
export async function status(options: StatusOptions): Promise<StatusResult> {
  const settings = settingsOf(options);
  const started = performance.now();
  let found: Found | null = null;
  let error: PlumblineError | null = null;
  try {
    found = await read(settings);
    error = found.conflict;
  } catch (cause) {
    error = asPlumblineError(cause);
  }
  return {
    ok: error === null,
    target: targetOfSettings(settings),
    serverVersion: found?.serverVersion ?? null,
    migrations: found === null ? [] : statusesOf(found.plan),
    pending: found?.plan.pending.map(({ name }) => name) ?? [],
    conflicts: found === null ? [] : conflictsOf(found.plan),
    warnings: found === null ? [] : planWarnings(found.plan, settings).map(({ message }) => message),
    error,
    durationMs: performance.now() - started,
  };
}

interface Found {
  readonly plan: Plan;
  readonly serverVersion: string;
  readonly conflict: PlumblineError | null;
}

async function read(settings: Settings): Promise<Found> {
  const migrations = readSource(settings);
  const client = settings.client ?? (await openConnection(settings));
  try {
    const seen = await look(client, settings.schema);
    const plan = planFrom(migrations, seen);
    const conflict = await conflictWithDiffs(client, plan, settings);
    return { plan, serverVersion: seen.facts.serverVersion, conflict };
  } finally {
    if (client !== settings.client) await client.end();
  }
}
