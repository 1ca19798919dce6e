import type { Client } from 'pg';
import { simpleQuery } from '../../db/simple-query.ts';
import type { Name } from '../../locks/footprint.ts';
import { statementFootprint } from '../../locks/statement-footprint.ts';
import type { Step } from '../../source/file-mode.ts';
import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { historySql } from '../history-sql.ts';
import { serverError } from '../session.ts';

/** A relation that is there now. Null where the server never counted. */
export interface RelationSize {
  readonly rows: number | null;
  readonly bytes: number | null;
}

/** A name as it would be written. */
export function writtenName(name: Name): string {
  return name.map(writtenIdentifier).join('.');
}

/**
 * What is there of all relations that statements lock or make, by their written names. One query, no lock.
 *
 * @throws PlumblineError `server-error`
 */
export async function readRelations(
  client: Client,
  schema: string,
  steps: readonly Step[],
  serverMajor: number,
): Promise<ReadonlyMap<string, RelationSize>> {
  const written = new Set<string>();
  for (const step of steps) {
    const { locks, creates } = statementFootprint(step, serverMajor);
    for (const name of [...locks.map(({ relation }) => relation), ...creates]) written.add(writtenName(name));
  }
  // Three parts name a database too: a relation of another one is not here. More, or too long, are no names.
  const names = [...written].filter((name) => name.split('.').length <= 3);
  if (names.length === 0) return new Map();
  const list = JSON.stringify(names.map((name, place) => ({ place, name })));
  const result = await simpleQuery(client, historySql('relations-named', schema, { names: list }));
  if (result.failure !== null) throw serverError('read the catalog', result);
  return new Map(
    (result.rowSets[0] ?? []).map(({ place, rows, bytes }) => {
      const counted = Number(rows) >= 0;
      const size = { rows: counted ? Number(rows) : null, bytes: counted ? Number(bytes) : null };
      return [names[Number(place)] as string, size];
    }),
  );
}
