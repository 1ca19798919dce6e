import { lockHolder } from '@plumbline/engine';
import type { Client } from 'pg';
import type { TargetConfig } from '../config/watchdog-config.ts';
import type { KeyFacts, MigrationFact, PartResult, SchemaFacts } from './check-result.ts';
import { historyFindings } from './history-findings.ts';
import { keyFindings, readKeyUse } from './key-use.ts';
import { readHistory } from './read-history.ts';
import { readSchema } from './read-schema.ts';
import { runPart } from './run-part.ts';
import type { Area, WatchFinding } from './watch-finding.ts';

/** Everything that is not looked at while nothing seems to have changed. Plain values: it crosses threads. */
export interface FullRead {
  readonly parts: readonly PartResult[];
  readonly findings: Readonly<Partial<Record<Area, readonly WatchFinding[]>>>;
  readonly migrations: readonly MigrationFact[] | null;
  readonly historyDigest: string | null;
  readonly schema: SchemaFacts | null;
  readonly keys: KeyFacts | null;
}

/** Reads history, schema and keys on one connection. A part that fails is its own result. */
export async function fullRead(client: Client, target: TargetConfig, keyRatio: number): Promise<FullRead> {
  const history = await runPart('history', async () => {
    const value = await readHistory(client, target);
    const found = historyFindings(value.migrations);
    return { value: { ...value, found }, news: { outcome: found.length > 0 ? 'drift' : 'ok' } };
  });
  const schema = await runPart('schema', async () => {
    const value = await readSchema(client, target);
    // A migration that ran meanwhile makes differences that are none, so findings count when nothing has moved.
    const isMoving = value.findings.length > 0 && (await hasMoved(client, target, history.value?.digest ?? null));
    if (isMoving || value.facts.digest === null) {
      return { value: null, news: { outcome: 'unstable', note: 'The schema was being changed while it was read.' } };
    }
    if (value.facts.source === null) {
      const note = 'Neither the database nor the migrations directory says what the schema should be.';
      return { value, news: { outcome: 'skipped', skipped: 'nothing_expected', note } };
    }
    return { value, news: { outcome: value.findings.length > 0 ? 'drift' : 'ok' } };
  });
  const keys = await runPart('keys', async () => {
    const value = await readKeyUse(client);
    const found = keyFindings(value.fullest, keyRatio);
    const note = value.unreadable === 0 ? {} : { note: `${value.unreadable} sequences may not be read by this role.` };
    return { value: { ...value, found }, news: { outcome: found.length > 0 ? 'drift' : 'ok', ...note } };
  });
  return {
    parts: [history.part, schema.part, keys.part],
    findings: {
      ...(history.value === null ? {} : { history: history.value.found }),
      ...(schema.value === null ? {} : { schema: schema.value.findings }),
      ...(keys.value === null ? {} : { keys: keys.value.found }),
    },
    migrations: history.value?.migrations ?? null,
    historyDigest: history.value?.digest ?? null,
    schema: schema.value?.facts ?? null,
    keys: keys.value === null ? null : { fullest: keys.value.fullest, highest: keys.value.highest },
  };
}

async function hasMoved(client: Client, target: TargetConfig, digest: string | null): Promise<boolean> {
  if ((await lockHolder(client, target.schema)) !== null) return true;
  return digest !== null && (await readHistory(client, target)).digest !== digest;
}
