import { type DeclaredObject, declaredObjects } from '../diagnose/declared-objects.ts';
import type { FailureFacts } from '../diagnose/diagnosis.ts';
import { failedSql } from '../diagnose/failed-sql.ts';
import { type MissingObject, missingObject } from '../diagnose/missing-object.ts';
import { namesIn } from '../diagnose/names-in.ts';
import type { FailureFactsInput } from './failure-facts.ts';

/**
 * Which file that has not run would create what is missing, with the place of the statement. Files after the failed one,
 * and the rest of the failed one itself.
 */
export function createdBy(input: FailureFactsInput): NonNullable<FailureFacts['createdBy']> | null {
  const missing = missingObject(input.failure);
  if (missing === null) return null;
  const tables = tablesOf(input, missing);
  for (const [index, file] of input.pending.entries()) {
    const sameFile = index === 0;
    for (const statement of file.statements) {
      if (sameFile && statement.index <= (input.statement?.index ?? Number.POSITIVE_INFINITY)) continue;
      if (!declaredObjects(statement.text).some((object) => isMeant(object, missing, tables))) continue;
      const position = `${file.file}:${statement.line}:${statement.column}`;
      return { migration: file.name, position, ...(sameFile ? { sameFile } : {}) };
    }
  }
  return null;
}

function isMeant(object: DeclaredObject, missing: MissingObject, tables: ReadonlySet<string>): boolean {
  if (object.name !== missing.name) return false;
  if (missing.kind === 'other') return object.kind === 'type' || object.kind === 'schema';
  if (object.kind !== missing.kind) return false;
  return missing.kind !== 'column' || object.table === null || tables.has(object.table);
}

/** The tables that a missing column can be meant of. The message may name an alias, so those of the statement count too. */
function tablesOf(input: FailureFactsInput, missing: MissingObject): ReadonlySet<string> {
  const sql = failedSql(input.failure, input.statement?.text ?? null) ?? '';
  return new Set([...namesIn(sql), ...(missing.table === null ? [] : [missing.table])]);
}
