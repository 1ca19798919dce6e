import type { Client } from 'pg';
import { quoteIdentifier } from '../../db/quote.ts';
import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { rescueSql } from '../rescue-sql.ts';
import type { ForeignEntry, ForeignHistory } from './foreign-history.ts';
import type { Recogniser } from './recogniser.ts';
import { recognisers } from './recognisers.ts';

interface TableFound {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
}

/**
 * Looks for the history tables of other tools and reads them. Reads only.
 *
 * @returns those found, by schema and name of their table
 * @throws an error of pg when a table that was recognised may not be read
 */
export async function readForeignHistories(client: Client): Promise<readonly ForeignHistory[]> {
  const { rows: tables } = await client.query<TableFound>(rescueSql('history-tables'));
  const found: ForeignHistory[] = [];
  for (const table of tables) {
    const recogniser = recognisers.find((one) => fits(one, table, tables));
    if (recogniser !== undefined) found.push(await read(client, recogniser, table));
  }
  return found;
}

function fits({ tables: names, columns, beside }: Recogniser, table: TableFound, all: readonly TableFound[]): boolean {
  return (
    (names.includes(table.name.toLowerCase()) || names.includes(table.name)) &&
    columns.every((column) => table.columns.includes(column)) &&
    (beside === null || all.some(({ schema, name }) => schema === table.schema && name === beside))
  );
}

async function read(client: Client, { tool, query, hash }: Recogniser, table: TableFound): Promise<ForeignHistory> {
  const from = `${quoteIdentifier(table.schema)}.${quoteIdentifier(table.name)}`;
  const { rows } = await client.query<
    Omit<ForeignEntry, 'appliedAt' | 'hash'> & { readonly applied_at: string | null }
  >(rescueSql(query).replaceAll(':table', () => from));
  return {
    tool,
    table: `${writtenIdentifier(table.schema)}.${writtenIdentifier(table.name)}`,
    entries: rows.map(({ applied_at, ...row }) => ({ ...row, hash, appliedAt: applied_at })),
  };
}
