import { BYTE_ORDER_MARK, CARRIAGE_RETURN, LINE_FEED } from './characters.ts';

/** A place in a text as people and PostgreSQL name it. */
export interface Position {
  /** 1-based; `\n`, `\r\n` and a lone `\r` each end one line. */
  readonly line: number;
  /** 1-based, counted in code points; a byte order mark at the start of the text is not counted. */
  readonly column: number;
}

/**
 * The line and column of one offset. Takes time linear in `offset`; for many offsets of one text read
 * `statement.line` and `statement.column`, which share a table.
 *
 * @param sql the text
 * @param offset a UTF-16 offset into it; beyond the end it is taken as the end
 * @throws RangeError when `offset` is not a whole number of at least 0
 * @example
 * ```ts
 * positionAt('select 1;\nselect 2', 10); // { line: 2, column: 1 }
 * ```
 */
export function positionAt(sql: string, offset: number): Position {
  if (!Number.isInteger(offset) || offset < 0) {
    throw new RangeError(
      `positionAt needs a whole number of at least 0 as its offset; it was given ${String(offset)}.`,
    );
  }
  const limit = Math.min(offset, sql.length);
  let line = 1;
  let lineStart = sql.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
  for (let at = 0; at < limit; at++) {
    const code = sql.charCodeAt(at);
    if (code === LINE_FEED || (code === CARRIAGE_RETURN && sql.charCodeAt(at + 1) !== LINE_FEED)) {
      line++;
      lineStart = at + 1;
    }
  }
  return { line, column: 1 + codePoints(sql, lineStart, limit) };
}

/** How many code points there are from `start` to `end`; half of a pair counts as one. */
function codePoints(sql: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) {
    if ((sql.codePointAt(at) ?? 0) > 0xffff) at++;
    count++;
  }
  return count;
}
