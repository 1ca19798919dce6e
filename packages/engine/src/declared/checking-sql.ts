import { missingSql } from './check-sql.ts';
import type { Declared } from './declared.ts';
import { type Missing, missingOf } from './missing-objects.ts';

/** The column by which the answer is known among those of the file's own statements. */
const COLUMN = 'plumbline_not_there';
const SIGN = 'not-there ';

/**
 * One statement that fails, with 22P02, when something declared is missing and nothing excuses it. What is missing is
 * told in the message, since an error has no rows, and no language needs to be there for it.
 *
 * @param declared those without an excuse first
 */
export function checkingSql(declared: readonly Declared[]): string {
  const firm = declared.filter(({ excuse }) => excuse === null).length;
  const told = 'pg_catalog.json_agg(pg_catalog.json_build_array(m.i, m.actual))::pg_catalog.text';
  return `select case when pg_catalog.min(m.i) < ${firm} then ('${SIGN}' || ${told})::pg_catalog.int4::pg_catalog.text
else ${told} end as ${COLUMN} from (${missingSql(declared)}) as m`;
}

/** What a message of {@link checkingSql} tells; null when the message is another's. */
export function missingInMessage(declared: readonly Declared[], message: string): readonly Missing[] | null {
  const json = new RegExp(`${SIGN}(\\[.*\\])`, 's').exec(message)?.[1];
  return json === undefined ? null : missingOf(declared, JSON.parse(json));
}

/** What the rows of {@link checkingSql} tell, when it did not fail. */
export function missingInRows(
  declared: readonly Declared[],
  rowSets: readonly (readonly Readonly<Record<string, string | null>>[])[],
): readonly Missing[] {
  const json = rowSets.findLast((rows) => rows[0]?.[COLUMN] !== undefined)?.[0]?.[COLUMN];
  return json == null ? [] : missingOf(declared, JSON.parse(json));
}
