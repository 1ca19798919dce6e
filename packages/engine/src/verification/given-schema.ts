import { readCatalog } from '../catalog/read-catalog.ts';
import { PlumblineError } from '../errors.ts';
import { parseSnapshot } from '../expect/parse-snapshot.ts';
import { snapshotFileText } from '../expect/read-snapshot.ts';
import { readingOptions } from '../expect/reading-options.ts';
import { openConnection } from '../runner/open-connection.ts';
import { settingsOf } from '../runner/options.ts';
import type { GivenSchema, VerifyOptions } from './verify-options.ts';

/**
 * The schema of another database, to compare with.
 *
 * @throws PlumblineError `invalid-options`, `connection-failed`, `configuration-refused`
 */
export async function schemaOfDatabase(
  options: Pick<
    VerifyOptions,
    'url' | 'schema' | 'schemas' | 'annotations' | 'connectWaitMs' | 'application' | 'signal'
  >,
): Promise<GivenSchema> {
  const { schemas: _, annotations: _annotations, ...source } = options;
  const client = await openConnection(settingsOf({ ...source, files: [] }));
  try {
    return { source: 'database', catalog: await readCatalog(client, readingOptions(options)) };
  } finally {
    await client.end().catch(() => {}); // A broken one has ended already.
  }
}

/**
 * The schema that a snapshot holds, to compare with.
 *
 * @param file its path
 * @throws PlumblineError `snapshot-unreadable`
 */
export function schemaOfSnapshot(file: string): GivenSchema {
  const text = snapshotFileText(file);
  if (text === null) throw new PlumblineError('snapshot-unreadable', `${file}: there is no such file.`);
  const { catalog, origins, revisions, dropped } = parseSnapshot(text, file, new Map());
  return { catalog, origins, revisions, dropped };
}
