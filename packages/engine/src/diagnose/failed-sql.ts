import type { ServerFailure } from '../server-failure.ts';

/**
 * The SQL that failed: of a statement inside a function or DO block, the inner statement if the server tells it,
 * which it does in `internalQuery` or as the first line of the call stack.
 *
 * @param statement the statement of the file; null when nothing is known about it
 */
export function failedSql(failure: ServerFailure, statement: string | null): string | null {
  if (failure.internalQuery !== null) return failure.internalQuery;
  const inner = /^SQL statement "([\s\S]*?)"(?:\nPL\/pgSQL |\nSQL |$)/.exec(failure.where ?? '')?.[1];
  return inner ?? statement;
}
