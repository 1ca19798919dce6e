import { BoundaryWalk } from './boundary-walk.ts';
import { decode, refuseNul } from './decode.ts';
import { walkWithKernel } from './kernel-walk.ts';
import { refuseVariables } from './psql-variables.ts';
import { checkSplitOptions, type SplitOptions } from './split-options.ts';
import { Script, type Statement, StatementView } from './statement.ts';
import { createStatementKernel, type StatementKernel } from './statement-kernel.ts';

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
  const walk = new BoundaryWalk(text, options.standardConformingStrings ?? true);
  const kernel = kernelFor(text.length);
  try {
    if (kernel === null) walk.run();
    else walkWithKernel(text, walk, kernel);
  } catch (error) {
    // A NUL is reported before anything else: no server would read the script up to another fault.
    refuseNul(text);
    throw error;
  }
  const script = new Script(text, walk.spans, walk.copies);
  const statements: Statement[] = [];
  for (let index = 0; index < walk.spans.length; index++) statements.push(new StatementView(script, index));
  if (options.psqlVariables === 'refuse') refuseVariables(text, statements);
  return statements;
}

/** Below this length the kernel is not worth its compilation. */
const KERNEL_FROM = 8192;

let sharedKernel: StatementKernel | null | undefined;

/** One kernel for all calls: none begins before another has ended, and each loads its own text. */
function kernelFor(length: number): StatementKernel | null {
  if (sharedKernel === undefined && length >= KERNEL_FROM) sharedKernel = createStatementKernel();
  return sharedKernel ?? null;
}
