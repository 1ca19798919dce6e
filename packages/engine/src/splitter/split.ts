import { BoundaryWalk } from './boundary-walk.ts';
import { decode, refuseNul } from './decode.ts';
import { refuseVariables } from './psql-variables.ts';
import { checkSplitOptions, type SplitOptions } from './split-options.ts';
import { Script, type Statement, StatementView } from './statement.ts';

/**
 * Splits a script into its statements, where PostgreSQL itself would. Takes time linear in its length.
 *
 * @param sql the script, or the bytes of its file; a leading byte order mark is skipped, and counted in offsets
 * @param options see {@link SplitOptions}
 * @returns the statements in order; empty ones are left out
 * @throws SplitError when something is left open, is psql's own, or is no text; it points at the place
 * @throws TypeError when an argument or option is not what it should be
 * @example
 * ```ts
 * split("create table t (a text default ';'); select 1").map((statement) => statement.text);
 * // ["create table t (a text default ';')", 'select 1']
 * ```
 */
export function split(sql: string | Uint8Array, options: SplitOptions = {}): readonly Statement[] {
  checkSplitOptions(sql, options);
  const text = typeof sql === 'string' ? sql : decode(sql);
  if (typeof sql === 'string') refuseNul(text);
  const walk = new BoundaryWalk(text, options.standardConformingStrings ?? true);
  walk.run();
  const script = new Script(text, walk.spans, walk.copies);
  const statements: Statement[] = [];
  for (let index = 0; index < walk.spans.length; index++) statements.push(new StatementView(script, index));
  if (options.psqlVariables === 'refuse') refuseVariables(text, statements);
  return statements;
}
