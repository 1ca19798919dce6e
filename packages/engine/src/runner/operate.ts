import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import type { Client } from 'pg';
import { simpleQuery } from '../db/simple-query.ts';
import { PlumblineError } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import type { Migration } from '../source/migration.ts';
import type { Target } from '../target.ts';
import { resetStatements } from './compose-file.ts';
import { openConnection, targetOfSettings } from './open-connection.ts';
import type { Settings } from './options.ts';
import { planFrom, readSource } from './read-source.ts';
import type { Run } from './run.ts';
import { asPlumblineError } from './run-error.ts';
import { type Look, look } from './session.ts';
import { takeLock } from './take-lock.ts';

/** What is there before anything is changed. */
export interface Seen {
  readonly settings: Settings;
  readonly client: Client;
  readonly migrations: readonly Migration[];
  readonly look: Look;
  readonly plan: Plan;
}

/** A piece of work on the history that is not migrating: what would be done is found out first, and can be shown. */
export interface Operation<Found> {
  /** What is to be done. Reads only. */
  readonly inspect: (seen: Seen) => Promise<Found>;
  /** Does it, under the migration lock, with what was found under the lock. */
  readonly act: (run: Run, found: Found, seen: Seen) => Promise<void>;
  /** What of it a person agrees to: values that are the same as long as the same would be done. */
  readonly essence: (found: Found) => unknown;
  /** Finds out and does nothing. */
  readonly dryRun: boolean;
  /** The `shown` of an earlier dry run. When it no longer fits, nothing is done. */
  readonly shown: string | undefined;
}

/** What every operation tells, whatever it found. */
export interface Operated<Found> {
  readonly ok: boolean;
  readonly target: Target | null;
  readonly serverVersion: string | null;
  readonly found: Found | null;
  /** Stands for what was found: give it back to do exactly that. */
  readonly shown: string | null;
  readonly error: PlumblineError | null;
  readonly durationMs: number;
}

interface Draft<Found> {
  found: Found | null;
  serverVersion: string | null;
}

/**
 * Looks, and unless `dryRun` takes the migration lock, looks again and acts. A failure is part of the value; what was
 * found before it stays in it.
 */
export async function operate<Found>(settings: Settings, operation: Operation<Found>): Promise<Operated<Found>> {
  const started = performance.now();
  const draft: Draft<Found> = { found: null, serverVersion: null };
  const connections: Client[] = [];
  let error: PlumblineError | null = null;
  try {
    await lookAndAct(settings, operation, draft, connections);
  } catch (cause) {
    error = asPlumblineError(cause);
  } finally {
    await Promise.all(connections.map((client) => client.end().catch(() => {}))); // A broken one has ended already.
  }
  return {
    ok: error === null,
    target: targetOfSettings(settings),
    serverVersion: draft.serverVersion,
    found: draft.found,
    shown: draft.found === null ? null : fingerprint(operation, draft.found),
    error,
    durationMs: performance.now() - started,
  };
}

async function lookAndAct<Found>(
  settings: Settings,
  operation: Operation<Found>,
  draft: Draft<Found>,
  connections: Client[],
): Promise<void> {
  const migrations = readSource(settings);
  const client = settings.client ?? (await openConnection(settings));
  if (client !== settings.client) connections.push(client);
  const first = await see(settings, client, migrations);
  draft.serverVersion = first.look.facts.serverVersion;
  draft.found = await operation.inspect(first);
  if (operation.dryRun) return;
  if (first.look.facts.isStandby) throw standby(settings);
  const turn = await takeLock(settings, client, first.look.facts, connections);
  try {
    const { lock, worker, observer } = turn;
    const now = await see(settings, worker, migrations);
    const found = await operation.inspect(now);
    if (operation.shown !== undefined && fingerprint(operation, found) !== operation.shown) throw changed();
    draft.found = found;
    const run: Run = { settings, client: worker, facts: now.look.facts, lock, observer, host: hostname() };
    await operation.act(run, found, now);
  } finally {
    await turn.end();
    if (settings.client !== undefined) await simpleQuery(client, resetStatements(first.look.facts.restore));
  }
}

/** One look at the history, with the files beside it. */
export async function see(settings: Settings, client: Client, migrations: readonly Migration[]): Promise<Seen> {
  const seen = await look(client, settings.schema);
  return { settings, client, migrations, look: seen, plan: planFrom(migrations, seen) };
}

function fingerprint<Found>({ essence }: Operation<Found>, found: Found): string {
  return createHash('sha256')
    .update(JSON.stringify(essence(found)))
    .digest('hex');
}

function standby(settings: Settings): PlumblineError {
  const { host, port } = targetOfSettings(settings);
  return new PlumblineError('server-error', `${host}:${port} is a standby: nothing can be changed on it.`, {
    remedy: ['Connect to the primary: it is the only server that can be written to.'],
  });
}

function changed(): PlumblineError {
  return new PlumblineError(
    'changed-meanwhile',
    'Somebody else was at work meanwhile: what was shown is not what would be done now. Nothing was changed.',
    { remedy: ['Run the command again, and look at what it shows.'] },
  );
}
