import type { Client } from 'pg';
import { quoteIdentifier } from '../../db/quote.ts';
import type { FilePosition } from '../../errors.ts';
import { catalogReader } from '../failure-facts-catalog.ts';
import { historySql } from '../history-sql.ts';
import type { WrittenLoss } from './data-losses.ts';

/** A statement of a down file that takes data away, and how much. */
export interface DataLoss {
  /** The migration that is reverted. */
  readonly migration: string;
  readonly statement: WrittenLoss['statement'];
  /** Of DROP COLUMN. */
  readonly columns: readonly string[];
  readonly position: FilePosition;
  /** The tables concerned that exist; none when there is nothing to lose. */
  readonly tables: readonly TableRows[];
}

export interface TableRows {
  /** With its schema, quoted where it has to be. */
  readonly table: string;
  /** Null when it cannot be told: not allowed to look, and never analysed. */
  readonly rows: number | null;
  /** False for the server's estimate, when counting would take long or is not allowed. */
  readonly isExact: boolean;
}

/** Counting more tables than this would keep a person waiting. */
const MOST_COUNTED = 20;

/** Counts the rows of every table that the statements are about. Nothing is locked for longer than a second. */
export async function countLosses(
  client: Client,
  schema: string,
  losses: readonly (WrittenLoss & { readonly migration: string })[],
): Promise<readonly DataLoss[]> {
  const counted = new Map<string, TableRows>();
  const all: DataLoss[] = [];
  for (const { names, ...loss } of losses) {
    const tables: TableRows[] = [];
    for (const name of names) {
      const isSchema = loss.statement === 'DROP SCHEMA';
      for (const found of await tablesNamed(client, schema, name, isSchema)) {
        const rows = counted.get(found.name) ?? (await rowsOf(client, found, counted.size < MOST_COUNTED));
        counted.set(found.name, rows);
        tables.push(rows);
      }
    }
    all.push({ ...loss, tables });
  }
  return all;
}

interface Found {
  readonly name: string;
  readonly estimate: number;
}

async function tablesNamed(
  client: Client,
  schema: string,
  name: readonly string[],
  isSchema: boolean,
): Promise<readonly Found[]> {
  const values = isSchema
    ? { relation: '', schema: name.at(-1) ?? '' }
    : { relation: name.map(quoteIdentifier).join('.'), schema: '' };
  const rows = await catalogReader(client, (read) => read(historySql('tables-named', schema, values)));
  return rows.map((row) => ({ name: String(row.name), estimate: Number(row.estimate) }));
}

async function rowsOf(client: Client, { name, estimate }: Found, mayCount: boolean): Promise<TableRows> {
  const guess = { table: name, rows: estimate < 0 ? null : estimate, isExact: false };
  if (!mayCount) return guess;
  try {
    return await catalogReader(client, async (read) => {
      // A count that leaves out what a policy hides would be a lie: the server refuses it then.
      await read('set local row_security = off');
      const [row] = await read(`select count(*)::text as count from ${name}`);
      return { table: name, rows: Number(row?.count), isExact: true };
    });
  } catch {
    return guess;
  }
}
