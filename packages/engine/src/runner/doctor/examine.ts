import type { TLSSocket } from 'node:tls';
import type { Client } from 'pg';
import type { Target } from '../../target.ts';
import { openConnection, targetOfSettings } from '../open-connection.ts';
import { see } from '../operate.ts';
import { type PlaceholderOptions, type Settings, type StatusOptions, settingsOf } from '../options.ts';
import { readSource } from '../read-source.ts';
import { asPlumblineError } from '../run-error.ts';
import { type Check, type Examined, failing, fine, warning } from './check.ts';
import { checkBlockers, checkConnections, checkLock, checkTimeouts } from './check-activity.ts';
import { checkFiles } from './check-files.ts';
import { checkDisk, checkExtensions, checkIndexes } from './check-objects.ts';
import { checkPrivileges } from './check-privileges.ts';
import { checkServer } from './check-server.ts';

export type ExamineOptions = StatusOptions & PlaceholderOptions;

/** What {@link examine} found. */
export interface ExamineResult {
  /** No check failed. */
  readonly ok: boolean;
  readonly target: Target | null;
  readonly checks: readonly Check[];
  readonly durationMs: number;
}

/** By the names of their checks, in the order in which they are told. */
const CHECKS: readonly (readonly [string, (examined: Examined) => Promise<Check | readonly Check[]>])[] = [
  ['server', checkServer],
  ['privileges', checkPrivileges],
  ['lock', checkLock],
  ['blockers', (examined) => checkBlockers(examined)],
  ['connections', checkConnections],
  ['timeouts', checkTimeouts],
  ['indexes', checkIndexes],
  ['extensions', checkExtensions],
  ['disk', checkDisk],
];

/**
 * Looks at everything that a migration needs before it is run. Reads only; no lock, and no wait of more than a second.
 * A check that cannot be made is a warning, and the others go on.
 *
 * @throws PlumblineError `invalid-options`
 */
export async function examine(options: ExamineOptions): Promise<ExamineResult> {
  const settings = settingsOf(options);
  const started = performance.now();
  const target = targetOfSettings(settings);
  const checks = await allChecks(settings, target);
  const ok = checks.every(({ state }) => state !== 'fail');
  return { ok, target, checks, durationMs: performance.now() - started };
}

async function allChecks(settings: Settings, target: Target): Promise<readonly Check[]> {
  const started = performance.now();
  let client: Client;
  try {
    client = settings.client ?? (await openConnection(settings));
  } catch (cause) {
    const error = asPlumblineError(cause);
    return [failing('connection', error.message, ...(error.details.remedy ?? []))];
  }
  try {
    const where = `database "${target.database}" on ${target.host}:${target.port} as "${target.user}"`;
    const took = settings.client === undefined ? ` in ${Math.round(performance.now() - started)} ms` : '';
    const checks: Check[] = [fine('connection', `Connected to ${where}${took}.`), tls(client, target)];
    const { seen, files } = await readFiles(settings, client);
    for (const [name, check] of CHECKS) checks.push(...(await tried(name, () => check({ client, settings, seen }))));
    return [...checks, ...files];
  } finally {
    if (client !== settings.client) await client.end().catch(() => {});
  }
}

async function tried(name: string, check: () => Promise<Check | readonly Check[]>): Promise<readonly Check[]> {
  try {
    const found = await check();
    return 'name' in found ? [found] : found;
  } catch (cause) {
    return [warning(name, `This could not be looked at: ${asPlumblineError(cause).message}.`)];
  }
}

async function readFiles(
  settings: Settings,
  client: Client,
): Promise<{ seen: Examined['seen']; files: readonly Check[] }> {
  try {
    const seen = await see(settings, client, readSource(settings));
    return { seen, files: checkFiles(seen) };
  } catch (cause) {
    const error = asPlumblineError(cause);
    return { seen: null, files: [failing('files', error.message, ...(error.details.remedy ?? []))] };
  }
}

function tls(client: Client, { host }: Target): Check {
  const stream = client.connection.stream as Partial<TLSSocket>;
  if (stream.encrypted === true) {
    const protocol = stream.getProtocol?.() ?? 'TLS';
    if (stream.authorized === true) return fine('tls', `Encrypted by ${protocol}; the certificate was verified.`);
    return warning(
      'tls',
      `Encrypted by ${protocol}, but the certificate was not verified: somebody in between could read along.`,
      'Write sslmode=verify-full into the URL, and sslrootcert=<file> if the authority is your own.',
    );
  }
  const isLocal = host.startsWith('/') || ['localhost', '127.0.0.1', '::1'].includes(host);
  if (isLocal) return fine('tls', 'Not encrypted; the connection does not leave this machine.');
  return warning(
    'tls',
    `The connection to ${host} is not encrypted: passwords and data can be read on the way.`,
    'Write sslmode=verify-full into the URL (or sslmode=require where the certificate cannot be verified).',
  );
}
