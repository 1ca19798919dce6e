import type { Client } from 'pg';
import { simpleQuery } from '../db/simple-query.ts';
import { missingSql } from './check-sql.ts';
import { type Declared, relationOf } from './declared.ts';

/** Something declared that is not there, and for a column type, the type that the column has. */
export interface Missing {
  readonly declared: Declared;
  readonly actual: string | null;
}

/**
 * Asks the catalog which of these are not there. It reads the catalogs themselves: no lock on any table, no privilege.
 *
 * @returns in the order of their declarations; what belongs to a missing table is not told beside it
 * @throws Error what the server said, when it refuses
 */
export async function missingObjects(client: Client, declared: readonly Declared[]): Promise<readonly Missing[]> {
  if (declared.length === 0) return [];
  const { rowSets, failure } = await simpleQuery(client, missingSql(declared));
  if (failure !== null) throw new Error(failure.message);
  return missingOf(
    declared,
    (rowSets[0] ?? []).map((row) => [Number(row.i), row.actual ?? null] as const),
  );
}

/** @param rows numbers in `declared`, and the actual type where there is one */
export function missingOf(
  declared: readonly Declared[],
  rows: readonly (readonly [number, string | null])[],
): readonly Missing[] {
  const all = rows
    .toSorted(([a], [b]) => a - b)
    .flatMap(([number, actual]) => {
      const entry = declared[number];
      return entry === undefined ? [] : [{ declared: entry, actual }];
    });
  return all.filter(({ declared: entry, actual }) => {
    // A type is only wrong where there is a column; without one, the column is what is missing.
    if (entry.kind === 'column type' && actual === null) return false;
    return !all.some(({ declared: other }) => other !== entry && holds(other, entry));
  });
}

/** Whether the one is the relation or the type that the other belongs to. */
function holds(whole: Declared, part: Declared): boolean {
  if (whole.schema !== part.schema) return false;
  if (part.kind === 'enum value') return whole.kind === 'type' && whole.name === part.table;
  return part.table !== null && whole.table === null && relationOf(whole) === part.table;
}
