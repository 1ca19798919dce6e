import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { readCatalogBeside } from '../../catalog/read-catalog.ts';
import { simpleQuery } from '../../db/simple-query.ts';
import { PlumblineError } from '../../errors.ts';
import { serverFailure } from '../../server-failure.ts';
import { version } from '../../version.ts';
import { resetStatements } from '../compose-file.ts';
import { historySql } from '../history-sql.ts';
import type { Run } from '../run.ts';
import { serverError } from '../session.ts';

const compress = promisify(gzip);

/**
 * Keeps the catalog as it is now in the history's schema: what this database was right after our last migration. Called
 * under the migration lock when the last file is done. Three messages, whatever the number of files.
 *
 * It is kept only when the history is as it was in the snapshot that the catalog was read from. A process that is killed
 * between its last file and this leaves an older one behind, and `readRecorded` says so.
 *
 * @returns `warning` says why it was not kept: the migrations are applied either way. A connection that broke is an
 *   error of its own
 */
export async function recordCatalog(run: Run): Promise<{ readonly kept: boolean; readonly warning: string | null }> {
  if (run.lock.lost.aborted) return { kept: false, warning: null };
  try {
    return { kept: await record(run), warning: null };
  } catch (error) {
    const { sqlstate, severity, message } = serverFailure(error);
    const broke = sqlstate === null && !(error instanceof PlumblineError);
    const warning = broke || severity === 'FATAL' ? null : `the catalog could not be recorded: ${message}`;
    return { kept: false, warning };
  }
}

/** For work that has no warnings in its result. */
export async function recordAndTell(run: Run): Promise<void> {
  const { warning } = await recordCatalog(run);
  if (warning !== null) run.settings.onEvent({ type: 'warning', code: 'history', message: warning, migration: null });
}

/** Whether the history was still as it was. */
async function record({ client, facts, settings: { schema } }: Run): Promise<boolean> {
  const { catalog, beside } = await readCatalogBeside(client, {
    historySchema: schema,
    annotations: true,
    server: { version: facts.serverVersion, major: facts.serverMajor },
    // The last file may have left another role behind.
    role: facts.ownRole,
    beside: [historySql('catalog-mark', schema)],
  });
  const [mark = '', , hasCatalog] = beside[0]?.[0] ?? [];
  const json = JSON.stringify(catalog);
  const values = {
    catalog: (await compress(json)).toString('base64'),
    digest: createHash('sha256').update(json).digest('hex'),
    server_version: catalog.serverVersion,
    mark: mark ?? '',
    tool_version: version,
  };
  const statements = [
    resetStatements(facts.restore),
    'begin',
    ...(hasCatalog === 't' ? [] : [historySql('catalog-create', schema)]),
    `with now as (\n${historySql('catalog-mark', schema)})\n${historySql('catalog-record', schema, values)}`,
    'commit',
  ];
  const result = await simpleQuery(client, statements.join(';\n'));
  if (result.failure === null) return result.rowSets.at(-1)?.length === 1;
  await simpleQuery(client, 'rollback');
  throw serverError('keep the catalog', result);
}
