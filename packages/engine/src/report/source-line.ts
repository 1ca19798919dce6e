/** One line of a text. Lines end with LF, CRLF or a lone CR, as in the server's own count for files of any origin. */
export interface SourceLine {
  /** 1-based. */
  readonly number: number;
  readonly start: number;
  /** Offset of its line end, or of the end of the text. */
  readonly end: number;
  /** Offset of the next line; equal to `end` for the last one. */
  readonly next: number;
  readonly text: string;
  /** The offset that was asked for, at most `end`. */
  readonly offset: number;
}

/** The line that an offset is in. An offset between CR and LF, or on a line end, belongs to the line that ends there. */
export function lineAt(sql: string, offset: number): SourceLine {
  let number = 1;
  let start = 0;
  for (;;) {
    const end = lineEnd(sql, start);
    const next = end + (sql.startsWith('\r\n', end) ? 2 : end < sql.length ? 1 : 0);
    if (offset < next || next === end) {
      return { number, start, end, next, text: sql.slice(start, end), offset: Math.min(offset, end) };
    }
    number += 1;
    start = next;
  }
}

function lineEnd(sql: string, start: number): number {
  for (let at = start; at < sql.length; at++) {
    const code = sql.charCodeAt(at);
    if (code === 10 || code === 13) return at;
  }
  return sql.length;
}
