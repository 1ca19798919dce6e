import { counted, lockHolder } from '@plumbline/engine/watch';
import type { Client } from 'pg';
import type { TargetConfig } from '../config/watchdog-config.ts';
import { checkQueries, closedSchemas, type QueryCheck } from '../queries/check-queries.ts';
import type { KeyFacts, MigrationFact, PartResult, QueryFacts, SchemaFacts } from './check-result.ts';
import { historyFindings } from './history-findings.ts';
import { readKeyUse } from './key-use.ts';
import { readHistory } from './read-history.ts';
import { readSchema, type SchemaRead } from './read-schema.ts';
import { type PartNews, runPart } from './run-part.ts';
import type { Area, WatchFinding } from './watch-finding.ts';

/** Everything that is not looked at while nothing seems to have changed. Plain values: it crosses processes. */
export interface FullRead {
  readonly parts: readonly PartResult[];
  readonly findings: Readonly<Partial<Record<Area, readonly WatchFinding[]>>>;
  readonly migrations: readonly MigrationFact[] | null;
  readonly historyDigest: string | null;
  readonly schema: SchemaFacts | null;
  readonly keys: KeyFacts | null;
  readonly queries: QueryFacts | null;
}

/** Reads history, schema and keys on one connection, and checks the queries of the application. A part that fails is its own result. */
export async function fullRead(client: Client, target: TargetConfig): Promise<FullRead> {
  const history = await runPart('history', async () => {
    const value = await readHistory(client, target);
    const found = historyFindings(value.migrations);
    return { value: { ...value, found }, news: { outcome: found.length > 0 ? 'drift' : 'ok' } };
  });
  const schema = await runPart('schema', () => schemaPart(client, target, history.value?.digest ?? null));
  const keys = await runPart('keys', async () => {
    const { unreadable, ...value } = await readKeyUse(client);
    const note = unreadable === 0 ? {} : { note: `${counted(unreadable, 'sequence')} may not be read by this role.` };
    return { value, news: { outcome: 'ok', ...note } };
  });
  const digest = history.value?.digest ?? null;
  const queries =
    target.queries.length === 0 ? null : await runPart('queries', () => queriesPart(client, target, digest));
  const parts = [history.part, schema.part, faultsPart(schema.part, schema.value), keys.part];
  return {
    parts: queries === null ? parts : [...parts, queries.part],
    findings: {
      ...(history.value === null ? {} : { history: history.value.found }),
      ...(schema.value === null ? {} : { schema: schema.value.differences, faults: schema.value.faults }),
      ...(queries?.value ? { queries: queries.value.findings } : {}),
    },
    migrations: history.value?.migrations ?? null,
    historyDigest: history.value?.digest ?? null,
    schema: schema.value?.facts ?? null,
    keys: keys.value,
    queries: queries?.value?.facts ?? null,
  };
}

async function schemaPart(
  client: Client,
  target: TargetConfig,
  historyDigest: string | null,
): Promise<{ readonly value: SchemaRead | null; readonly news: PartNews }> {
  const value = await readSchema(client, target);
  const { differences, facts } = value;
  // A migration that ran meanwhile makes differences that are none, so they count when nothing has moved.
  if (differences.length > 0 && (await hasMoved(client, target, historyDigest))) {
    return { value: null, news: { outcome: 'unstable', note: 'The schema was being migrated while it was read.' } };
  }
  if (facts.source === null) {
    const note = 'Neither the database nor the migrations directory says what the schema should be.';
    return { value, news: { outcome: 'skipped', skipped: 'nothing_expected', note } };
  }
  const note = facts.digest === null ? { note: 'Some objects were locked and could not be read just now.' } : {};
  return { value, news: { outcome: differences.length > 0 ? 'drift' : 'ok', ...note } };
}

async function queriesPart(
  client: Client,
  target: TargetConfig,
  historyDigest: string | null,
): Promise<{ readonly value: QueryCheck | null; readonly news: PartNews }> {
  const closed = await closedSchemas(client);
  if (closed.length > 0) {
    const note = `The queries of the application cannot be checked: this role may not use ${closed.join(', ')}. GRANT USAGE ON SCHEMA is missing.`;
    return { value: null, news: { outcome: 'skipped', skipped: 'not_allowed', note } };
  }
  const value = await checkQueries(client, target.queries);
  if (value.facts.broken.length > 0 && (await hasMoved(client, target, historyDigest))) {
    return { value: null, news: { outcome: 'unstable', note: 'The schema was being migrated meanwhile.' } };
  }
  const outcome = value.findings.length > 0 ? 'drift' : value.facts.unsure.length > 0 ? 'unstable' : 'ok';
  return { value, news: { outcome, ...(value.notes.length > 0 ? { note: value.notes.join(' ') } : {}) } };
}

/** Faults are looked for in what the schema's part has read. */
function faultsPart(schema: PartResult, read: SchemaRead | null): PartResult {
  if (read === null || read.facts.source === null) return { ...schema, area: 'faults', durationMs: 0 };
  return { ...schema, area: 'faults', outcome: read.faults.length > 0 ? 'drift' : 'ok', durationMs: 0 };
}

async function hasMoved(client: Client, target: TargetConfig, digest: string | null): Promise<boolean> {
  if ((await lockHolder(client, target.schema)) !== null) return true;
  return digest !== null && (await readHistory(client, target)).digest !== digest;
}
