import { lineAt } from './source-line.ts';

/** The UTF-16 offset of a line and column (1-based, in code points); a place beyond its line is the line's end. */
export function offsetAt(sql: string, line: number, column: number): number {
  let at = lineAt(sql, 0);
  while (at.number < line && at.next > at.end) at = lineAt(sql, at.next);
  let offset = at.start;
  for (let count = 1; count < column && offset < at.end; count++) {
    offset += (sql.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}
