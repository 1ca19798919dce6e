import type { Client } from 'pg';
import { simpleQuery } from '../../db/simple-query.ts';
import type { FilePosition } from '../../errors.ts';
import type { ParsedMigration } from '../../source/migration.ts';
import { historySql } from '../history-sql.ts';
import { serverError } from '../session.ts';
import { type ChainObject, declaredByFiles } from './declared-by-files.ts';

/** Something that a file declares and the database does not have. */
export interface MissingFromCatalog {
  readonly kind: ChainObject['kind'];
  /** `orders`, `orders.total`, `app.orders`. */
  readonly object: string;
  readonly migration: string;
  readonly position: FilePosition;
}

/**
 * What of that which files declare the database lacks, in the order of the files. Reads the catalogs only, by one
 * query.
 *
 * @param files in the order in which they would run
 * @throws PlumblineError `server-error`
 */
export async function missingObjects(
  client: Client,
  schema: string,
  files: readonly ParsedMigration[],
): Promise<readonly MissingFromCatalog[]> {
  const objects = declaredByFiles(files);
  if (objects.length === 0) return [];
  const list = objects.map(({ kind, schema: own, owner, name }, place) => ({ place, kind, schema: own, owner, name }));
  const result = await simpleQuery(client, historySql('missing-objects', schema, { objects: JSON.stringify(list) }));
  if (result.failure !== null) throw serverError('read the catalog', result);
  const places = new Set((result.rowSets[0] ?? []).map(({ place }) => Number(place)));
  const lacking = objects.filter((_, place) => places.has(place));
  return lacking
    .filter((object) => !lacking.some((table) => isColumnOf(object, table)))
    .map((object) => ({
      kind: object.kind,
      object: [object.schema, object.owner, object.name].filter((part) => part !== null).join('.'),
      migration: object.migration,
      position: object.position,
    }));
}

/** The columns of a table that is missing are no news of their own. */
function isColumnOf(object: ChainObject, table: ChainObject): boolean {
  return table.kind === 'relation' && object.kind === 'column' && object.owner === table.name;
}
