import type { Client } from 'pg';
import type { Catalog } from '../catalog/catalog.ts';
import { readCatalog } from '../catalog/read-catalog.ts';
import { readSequencePositions } from '../catalog/read-sequence-positions.ts';
import { loadParser } from '../declared/parser.ts';
import { readingOptions } from '../expect/reading-options.ts';
import { conflictWithDiffs } from '../runner/conflict-with-diffs.ts';
import { planWarnings } from '../runner/judge-plan.ts';
import { openConnection, targetOfSettings } from '../runner/open-connection.ts';
import type { Settings } from '../runner/options.ts';
import { planFrom, readSource } from '../runner/read-source.ts';
import { asPlumblineError } from '../runner/run-error.ts';
import { type Look, look } from '../runner/session.ts';
import type { Migration } from '../source/migration.ts';
import { compareCatalogs } from '../verify/compare-catalogs.ts';
import { joinFindings } from '../verify/join-findings.ts';
import { ascribeFindings, isAbsence } from './ascribe-findings.ts';
import { type Chosen, chooseExpected } from './choose-expected.ts';
import { lacksOrigin, withDeclaredOrigins } from './declared-origins.ts';
import { faultsBeside } from './faults-beside.ts';
import { isForbidden } from './is-forbidden.ts';
import { isPending } from './pending-entries.ts';
import { sqlNormaliser } from './sql-normaliser.ts';
import { type Draft, newDraft, resultOf } from './verify-draft.ts';
import type { VerifyOptions } from './verify-options.ts';
import type { VerifyResult } from './verify-result.ts';
import { verifySettings } from './verify-settings.ts';

/**
 * Compares a database with what the migrations say it should be. Reads only: no lock on any table, nothing written, no
 * privilege but CONNECT.
 *
 * A difference is a finding, not an error: `error` says why it came to no comparison, or that files and history
 * disagree. Migrations that are still to run are told apart: what they will make is not missing.
 *
 * @example
 * const result = await verifyDatabase({ url: process.env.DATABASE_URL, directory: 'migrations' });
 * if (!result.ok) console.error(result.findings.map(({ message }) => message));
 *
 * @throws PlumblineError `invalid-options`
 */
export async function verifyDatabase(options: VerifyOptions): Promise<VerifyResult> {
  const settings = verifySettings(options);
  const started = performance.now();
  const draft = newDraft(targetOfSettings(settings));
  try {
    await verify(settings, options, draft);
  } catch (cause) {
    draft.error = asPlumblineError(cause);
  }
  return resultOf(draft, options, performance.now() - started);
}

async function verify(settings: Settings, options: VerifyOptions, draft: Draft): Promise<void> {
  const hasFiles = options.directory !== undefined || options.files !== undefined;
  const migrations = hasFiles ? readSource(settings) : [];
  const client = settings.client ?? (await openConnection(settings));
  try {
    const seen = await lookIfAllowed(client, settings, draft);
    if (seen !== null) draft.serverVersion = seen.facts.serverVersion;
    if (hasFiles && seen !== null) await judge(client, settings, migrations, seen, draft);
    await compare(client, options, migrations, draft);
  } finally {
    if (client !== settings.client) await client.end().catch(() => {}); // A broken one has ended already.
  }
}

/** A role that may only connect can still compare; what is pending it cannot know. */
async function lookIfAllowed(client: Client, { schema }: Settings, draft: Draft): Promise<Look | null> {
  try {
    return await look(client, schema);
  } catch (error) {
    if (!isForbidden(error)) throw error;
    draft.warnings.push('This role may not read the history: which migrations are applied is not known.');
    return null;
  }
}

async function judge(
  client: Client,
  settings: Settings,
  migrations: readonly Migration[],
  seen: Look,
  draft: Draft,
): Promise<void> {
  const plan = planFrom(migrations, seen);
  draft.plan = plan;
  draft.warnings.push(...planWarnings(plan, settings).map(({ message }) => message));
  draft.error = await conflictWithDiffs(client, plan, settings);
  if (seen.hasHistory || migrations.length === 0) return;
  // As if they were applied: somebody wants to know what an unknown database lacks, not that it lacks everything.
  draft.hasHistory = false;
  const { length } = migrations;
  const what = length === 1 ? 'the one migration makes' : `all ${length} migrations make`;
  draft.warnings.push(`This database has no history: it is compared with what ${what}.`);
}

async function compare(
  client: Client,
  options: VerifyOptions,
  migrations: readonly Migration[],
  draft: Draft,
): Promise<void> {
  const reading = readingOptions(options);
  const entries = (draft.hasHistory ? draft.plan?.entries : undefined) ?? [];
  const pending = new Set(entries.filter(isPending).map(({ name }) => name));
  const isEdited = entries.some(({ state }) => state === 'edited' || state === 'missing');
  const chosen = await chooseExpected({ client, options, migrations, pending, isEdited, reading });
  draft.chosen = chosen;
  const live = await readCatalog(client, reading);
  draft.live = live;
  draft.serverVersion ??= live.serverVersion;
  const { catalog, origins, source } = chosen.expected;
  const normalise = majorOf(catalog) === majorOf(live) ? undefined : sqlNormaliser(await loadParser());
  const differences = compareCatalogs(catalog, live, {
    ...{ origins, annotations: options.annotations === true },
    against: source === 'database' ? 'database' : 'migrations',
    ...(normalise === undefined ? {} : { normalise }),
  });
  const findings = differences.filter((finding) => isSure(finding, chosen));
  const ascribed = ascribeFindings(findings, chosen.expected);
  const told = ascribed.some(lacksOrigin) ? withDeclaredOrigins(ascribed, migrations, await loadParser()) : ascribed;
  const positions = await readSequencePositions(client, reading);
  draft.findings = joinFindings(told, faultsBeside({ expected: catalog, origins, live, differences: told }, positions));
}

function majorOf({ serverVersion }: Catalog): number {
  return Number.parseInt(serverVersion, 10);
}

/** Of what a pending migration changes or drops, only the absence is known to be wrong. */
function isSure({ identity, code }: Draft['findings'][number], { unsure }: Chosen): boolean {
  return !unsure.has(identity) || isAbsence(code);
}
