import type { Queries } from '../database/queries.ts';
import { sql } from '../database/sql.ts';
import { needs } from './needs.ts';
import { type FoundTable, type UnmetNeed, unmetNeeds } from './unmet-needs.ts';

const readTables = sql('schema/tables');
const readFunctions = sql('schema/functions');

/** What the code of this build needs and the live database lacks, with the eyes of the role that serves. Two queries. */
export async function checkNeeds(queries: Queries): Promise<readonly UnmetNeed[]> {
  const tables = await queries.query<FoundTable>(readTables, [Object.keys(needs.tables)]);
  const functions = await queries.query<{ signature: string }>(readFunctions, [needs.functions]);
  return unmetNeeds(
    needs,
    tables,
    functions.map(({ signature }) => signature),
  );
}
