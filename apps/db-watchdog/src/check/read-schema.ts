import { createHash } from 'node:crypto';
import { type Catalog, readCatalog } from '@plumbline/engine';
import type { Client } from 'pg';
import type { TargetConfig } from '../config/watchdog-config.ts';
import type { SchemaFacts } from './check-result.ts';
import type { WatchFinding } from './watch-finding.ts';

export interface SchemaRead {
  readonly findings: readonly WatchFinding[];
  readonly facts: SchemaFacts;
}

/** The live schema against what it should be. */
export async function readSchema(client: Client, { schema }: Pick<TargetConfig, 'schema'>): Promise<SchemaRead> {
  const live = await readCatalog(client, { historySchema: schema });
  return { findings: [], facts: { leftOut: {}, expected: {}, source: null, digest: digestOf(live) } };
}

/** The same schema has the same digest. Null when some text could not be read just now. */
function digestOf({ objects, unread }: Catalog): string | null {
  return unread.length > 0 ? null : createHash('sha256').update(JSON.stringify(objects)).digest('hex');
}
