import type { PlumblineError } from '../errors.ts';
import type { StatusResult } from '../migrate-result.ts';
import type { Plan } from '../plan/plan.ts';
import { planWarnings, refuseConflicts } from './judge-plan.ts';
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
  let found: { plan: Plan; serverVersion: string } | null = null;
  let error: PlumblineError | null = null;
  try {
    found = await read(settings);
    refuseConflicts(found.plan, settings);
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

async function read(settings: Settings): Promise<{ plan: Plan; serverVersion: string }> {
  const migrations = readSource(settings);
  const client = settings.client ?? (await openConnection(settings));
  try {
    const seen = await look(client, settings.schema);
    return { plan: planFrom(migrations, seen), serverVersion: seen.facts.serverVersion };
  } finally {
    if (client !== settings.client) await client.end();
  }
}
