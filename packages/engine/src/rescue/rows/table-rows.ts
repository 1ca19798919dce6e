import type { Client } from 'pg';
import type { Catalog } from '../../catalog/catalog.ts';
import type { TableObject } from '../../catalog/relation-objects.ts';
import { qualified } from '../ddl/qualified.ts';

/** Which tables have rows. Looks at one row of each. @returns a question by schema and name */
export async function tableRows(
  client: Client,
  { objects }: Catalog,
): Promise<(schema: string, table: string) => boolean> {
  const tables = objects.filter((one): one is TableObject => one.kind === 'table' && one.form !== 'foreign');
  const filled = new Set<string>();
  if (tables.length > 0) {
    const questions = tables.map(
      ({ schema, name }, index) => `select ${index} as place where exists (select from ${qualified(schema, name)})`,
    );
    const { rows } = await client.query<{ place: number }>(questions.join('\nunion all '));
    for (const { place } of rows) {
      const table = tables[place];
      if (table !== undefined) filled.add(keyOf(table.schema, table.name));
    }
  }
  return (schema, table) => filled.has(keyOf(schema, table));
}

function keyOf(schema: string, table: string): string {
  return JSON.stringify([schema, table]);
}
