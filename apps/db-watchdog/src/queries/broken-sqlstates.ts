import { REFUSED_SQLSTATES } from '../log-sql/refused-sqlstates.ts';

/** By what broken queries are counted: what a false schema shows itself by, and everything else in one. A closed set: it labels metrics. */
export const brokenSqlstates: readonly string[] = [...REFUSED_SQLSTATES, 'other'];

/** The label of a query that the server refused with `sqlstate`. */
export function brokenLabel(sqlstate: string): string {
  return brokenSqlstates.includes(sqlstate) ? sqlstate : 'other';
}
