import { createHash } from 'node:crypto';
import {
  type Catalog,
  type Finding,
  faultCodes,
  type ObjectKind,
  readCatalog,
  type VerifyResult,
  verifyDatabase,
} from '@plumbline/engine';
import type { Client } from 'pg';
import type { TargetConfig } from '../config/watchdog-config.ts';
import type { SchemaFacts } from './check-result.ts';
import type { WatchFinding } from './watch-finding.ts';

export interface SchemaRead {
  /** How it differs from what it should be. */
  readonly differences: readonly WatchFinding[];
  /** What is wrong with it even where it is what it should be. */
  readonly faults: readonly WatchFinding[];
  readonly facts: SchemaFacts;
}

/** So many are kept with all that is to be said of them; the others are counted. */
const MOST_FINDINGS = 1_000;

type Place = Pick<TargetConfig, 'migrations' | 'schema'>;

/**
 * The live schema against what it should be after the migrations that were applied: see `verifyDatabase`.
 *
 * @throws PlumblineError, or pg's error, when it cannot be read
 */
export async function readSchema(client: Client, place: Place): Promise<SchemaRead> {
  const { error, source, findings, live, expected } = await verified(client, place);
  // That files and history disagree is told by the history's own part.
  if (error !== null && error.code !== 'history-conflict' && error.code !== 'no-expected-schema') throw error;
  const catalog = live ?? (await readCatalog(client, { historySchema: place.schema }));
  const found = findings.filter(({ code }) => code !== 'unread').map(watchFinding);
  const kept = found.slice(0, MOST_FINDINGS);
  return {
    differences: kept.filter(({ area }) => area === 'schema'),
    faults: kept.filter(({ area }) => area === 'faults'),
    facts: {
      leftOut: countOf(found.slice(MOST_FINDINGS)),
      objects: countKinds(catalog),
      expectedObjects: expected === null ? null : countKinds(expected),
      source,
      digest: digestOf(catalog),
    },
  };
}

/**
 * Files that were edited or taken away do not say any more what was applied. What the last run recorded does, and a table
 * that is gone must not hide behind an edited file.
 */
async function verified(connection: Client, { migrations: directory, schema }: Place): Promise<VerifyResult> {
  const byFiles = await verifyDatabase({ connection, directory, schema });
  return byFiles.error?.code === 'no-expected-schema'
    ? verifyDatabase({ connection, directory, schema, expected: 'recorded' })
    : byFiles;
}

function watchFinding(finding: Finding): WatchFinding {
  const { origin, code, severity, identity, expected, actual, message, why, remedy } = finding;
  return {
    area: faultCodes.has(code) ? 'faults' : 'schema',
    ...{ code, severity, identity, expected, actual, message, why, remedy },
    origin: origin === null ? null : `${origin.file}:${origin.line}`,
  };
}

/** By `code severity`. */
function countOf(findings: readonly WatchFinding[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { code, severity } of findings) counts[`${code} ${severity}`] = (counts[`${code} ${severity}`] ?? 0) + 1;
  return counts;
}

function countKinds({ objects }: Catalog): Readonly<Record<string, number>> {
  const counts: Partial<Record<ObjectKind, number>> = {};
  for (const { kind } of objects) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** The same schema has the same digest. Null when some text could not be read just now. */
function digestOf({ objects, unread }: Catalog): string | null {
  if (unread.length > 0) return null;
  // Object by object: the text of all of them would be as large as they are.
  const hash = createHash('sha256').update('[');
  for (const [at, object] of objects.entries()) hash.update(`${at > 0 ? ',' : ''}${JSON.stringify(object)}`);
  return hash.update(']').digest('hex');
}
