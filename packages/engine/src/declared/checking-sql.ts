import { quoteBody } from '../db/quote.ts';
import { missingSql } from './check-sql.ts';
import type { Declared } from './declared.ts';
import { type Missing, missingOf } from './missing-objects.ts';
import { NOT_THERE } from './not-there.ts';
import { quickConditions } from './quick-conditions.ts';

/** The column by which the answer is known among those of the file's own statements, and the setting that it is in. */
const COLUMN = 'plumbline_not_there';
const SETTING = 'plumbline.not_there';

/**
 * Statements that fail with {@link NOT_THERE} when something declared is missing and nothing excuses it. The first asks
 * plain questions; only when one of them is answered by no, the query that tells what is missing is planned and run.
 *
 * @param declared those without an excuse first
 */
export function checkingSql(declared: readonly Declared[]): readonly string[] {
  const firm = declared.filter(({ excuse }) => excuse === null).length;
  const conditions = quickConditions(declared);
  const quick = (conditions ?? ['ok := false;']).map((condition) => `if ok then ${condition} end if;`).join('\n');
  const query = `select pg_catalog.min(m.i) < ${firm}, pg_catalog.json_agg(pg_catalog.json_build_array(m.i, m.actual))
from (${missingSql(declared)}) as m`;
  const body = `#variable_conflict use_column
declare r oid; ok bool := true; firm bool; list text; begin
${quick}
if ok then return; end if;
execute ${quoteBody(query)} into firm, list;
if firm then raise exception 'not there' using errcode = '${NOT_THERE}', detail = list; end if;
perform pg_catalog.set_config('${SETTING}', coalesce(list, ''), true);
end`;
  const answer = `select pg_catalog.current_setting('${SETTING}', true) as ${COLUMN}`;
  return [`do ${quoteBody(body)}`, ...(firm === declared.length ? [] : [answer])];
}

/** What a failure of {@link checkingSql} tells; null when it is another's. */
export function missingInFailure(
  declared: readonly Declared[],
  failure: { readonly sqlstate: string | null; readonly detail: string | null },
): readonly Missing[] | null {
  return failure.sqlstate === NOT_THERE && failure.detail !== null
    ? missingOf(declared, JSON.parse(failure.detail))
    : null;
}

/** What the rows of {@link checkingSql} tell, when it did not fail. */
export function missingInRows(
  declared: readonly Declared[],
  rowSets: readonly (readonly Readonly<Record<string, string | null>>[])[],
): readonly Missing[] {
  const json = rowSets.findLast((rows) => rows[0]?.[COLUMN] !== undefined)?.[0]?.[COLUMN];
  return json == null || json === '' ? [] : missingOf(declared, JSON.parse(json));
}
