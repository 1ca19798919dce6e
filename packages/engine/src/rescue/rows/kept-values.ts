import type { Client } from 'pg';
import type { Catalog } from '../../catalog/catalog.ts';
import { identityOf } from '../../catalog/identity-of.ts';
import type { ColumnObject } from '../../catalog/relation-objects.ts';
import { quoteIdentifier } from '../../db/quote.ts';
import { simpleQuery } from '../../db/simple-query.ts';
import { objectMap } from '../../expect/catalog-changes.ts';
import { qualified } from '../ddl/qualified.ts';

/**
 * Of the columns that have another type than they should: whether every value in them, cast, is still written as it was.
 * Reads the tables; a cast that the server refuses is an answer as well.
 *
 * @returns a question by the identity of the column and the type that it should have
 */
export async function keptValues(
  client: Client,
  expected: Catalog,
  live: Catalog,
): Promise<(identity: string, type: string) => boolean> {
  const now = objectMap(live);
  const kept = new Set<string>();
  for (const wanted of expected.objects) {
    if (wanted.kind !== 'column') continue;
    const identity = identityOf(wanted);
    const found = now.get(identity);
    if (found?.kind !== 'column' || found.type === wanted.type) continue;
    if (await keeps(client, found, wanted.type)) kept.add(`${identity} ${wanted.type}`);
  }
  return (identity, type) => kept.has(`${identity} ${type}`);
}

const NUMBER = /^(smallint|integer|bigint|numeric|decimal)/;

async function keeps(client: Client, { schema, table, name, type: old }: ColumnObject, type: string): Promise<boolean> {
  // What a time means depends on the time zone of whoever looks.
  if (/^timestamp/.test(old) !== /^timestamp/.test(type) || /with time zone/.test(old) !== /with time zone/.test(type))
    return false;
  const column = quoteIdentifier(name);
  const cast = `(${column}::text::${type})`;
  const differs =
    NUMBER.test(old) && NUMBER.test(type)
      ? `${column} is distinct from ${column}::${type}`
      : `${column}::text is distinct from ${cast}::text`;
  const { rowSets, failure } = await simpleQuery(
    client,
    `select exists (select from ${qualified(schema, table)} where ${differs}) as found`,
  );
  return failure === null && rowSets[0]?.[0]?.found === 'f';
}
