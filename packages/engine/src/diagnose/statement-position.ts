import type { ServerFailure } from '../server-failure.ts';
import { tokens } from '../splitter/index.ts';
import { bodyPosition } from './body-position.ts';
import type { FailureFacts } from './diagnosis.ts';
import { failedSql } from './failed-sql.ts';
import { foreignKeysIn } from './foreign-keys-in.ts';
import { missingObject } from './missing-object.ts';
import { quotedNames } from './names.ts';
import { refusedObject } from './refused-object.ts';

/**
 * The best place inside a statement for an error that came without a position: in a DO block the inner statement, and
 * there, or in any other statement, the name that the error is about.
 *
 * @returns an offset in `statement` (UTF-16), or null when nothing better than its beginning is known
 */
export function statementPosition(statement: string, failure: ServerFailure, facts: FailureFacts = {}): number | null {
  const inside = bodyPosition(statement, failure);
  const sql = failedSql(failure, inside === null ? statement : null);
  // SQL of a function that is defined elsewhere is not in this text.
  if (inside === null) return sql === statement ? placeOfName(statement, failure, facts) : null;
  if (failure.internalPosition !== null || sql === null || !statement.startsWith(sql, inside)) return inside;
  return inside + (placeOfName(sql, failure, facts) ?? 0);
}

function placeOfName(sql: string, failure: ServerFailure, facts: FailureFacts): number | null {
  const name = nameOf(sql, failure, facts);
  if (name === null) return null;
  const wanted = [name, `"${name.replaceAll('"', '""')}"`];
  try {
    for (const token of tokens(sql)) {
      const text = token.type === 'word' ? token.text.toLowerCase() : token.text;
      if ((token.type === 'word' || token.type === 'quoted-identifier') && wanted.includes(text)) return token.start;
    }
  } catch {
    return null; // Half a statement has no trustworthy places.
  }
  return null;
}

const aboutTheFirstName: ReadonlySet<string> = new Set(['42P07', '42710', '42701', '42P06', '3F000', '42704']);

/** Which name in the statement the error is about. */
function nameOf(sql: string, failure: ServerFailure, facts: FailureFacts): string | null {
  const { sqlstate, message } = failure;
  if (sqlstate === '42804') return misfit(sql, message, facts);
  if (sqlstate === '42501') return refusedObject(message)?.name ?? null;
  const missing = missingObject(failure);
  if (missing !== null) return missing.name;
  return aboutTheFirstName.has(sqlstate ?? '') ? (quotedNames(message)[0] ?? null) : null;
}

/** The column of the foreign key that does not fit: as it was looked up, or the only one that the statement has. */
function misfit(sql: string, message: string, { foreignKeys }: FailureFacts): string | null {
  if (foreignKeys !== undefined) return foreignKeys.find((side) => side.type !== side.targetType)?.column ?? null;
  if (!/foreign key/i.test(message)) return null;
  const columns = foreignKeysIn(sql).flatMap((key) => key.columns);
  return columns.length === 1 ? (columns[0]?.name ?? null) : null;
}
