import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Client } from 'pg';
import type { Catalog } from '../../catalog/catalog.ts';
import { simpleQuery } from '../../db/simple-query.ts';
import { isAbsent } from '../../db/sqlstates.ts';
import { PlumblineError } from '../../errors.ts';
import { historySql } from '../history-sql.ts';
import { serverError } from '../session.ts';

const decompress = promisify(gunzip);

/** What a database was right after the last run that applied something. */
export interface Recorded {
  readonly catalog: Catalog;
  /** SHA-256 of the catalog as JSON. */
  readonly digest: string;
  /** The migration that was applied last. */
  readonly after: string | null;
  /** ISO 8601, UTC. */
  readonly recordedAt: string;
  /** The version of Plumbline that recorded it. */
  readonly toolVersion: string;
  /**
   * Nothing was applied or reverted since. False when a run was killed before it could record, was one of an older
   * Plumbline, or when the history was changed by hand: the catalog is then that of an earlier moment.
   */
  readonly isCurrent: boolean;
}

/**
 * Reads the catalog that the last run recorded. Needs SELECT on the history and the recorded catalog only.
 *
 * @param client connected, and not inside a transaction
 * @param schema the schema of the history
 * @returns null when none was recorded yet
 * @throws PlumblineError `server-error`, `history-too-new`
 */
export async function readRecorded(client: Client, schema = 'plumbline'): Promise<Recorded | null> {
  const text = `${historySql('catalog-mark', schema)};\n${historySql('catalog-recorded', schema)}`;
  const result = await simpleQuery(client, text);
  if (result.failure !== null) {
    if (isAbsent(result.failure.sqlstate)) return null;
    throw serverError(`read the recorded catalog "${schema}"."catalog"`, result);
  }
  const [[now] = [], [row] = []] = result.rowSets;
  if (row === undefined) return null;
  const json = (await decompress(Buffer.from(row.catalog, 'base64'))).toString('utf8');
  const catalog = JSON.parse(json) as { readonly layout: number };
  if (catalog.layout !== 1) throw tooNew(catalog.layout);
  if (createHash('sha256').update(json).digest('hex') !== row.digest) throw changedByHand(schema);
  return {
    catalog: catalog as Catalog,
    digest: row.digest,
    after: row.after,
    recordedAt: row.recorded_at,
    toolVersion: row.tool_version,
    isCurrent: row.history_mark === now?.mark,
  };
}

function tooNew(layout: number): PlumblineError {
  return new PlumblineError('history-too-new', `The recorded catalog has layout ${layout}; this version knows 1.`, {
    remedy: ['Use the version of Plumbline that migrated this database last, or a newer one.'],
  });
}

function changedByHand(schema: string): PlumblineError {
  return new PlumblineError('server-error', `The catalog in "${schema}"."catalog" does not fit its own digest.`, {
    remedy: ['Somebody changed it by hand: delete the row, and the next run that applies something records it anew.'],
  });
}
