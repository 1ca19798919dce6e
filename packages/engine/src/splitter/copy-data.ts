import { isBare } from './bare.ts';
import {
  beforeWhiteSpace,
  CARRIAGE_RETURN,
  CLOSE_PARENTHESIS,
  isWhiteSpace,
  isWordPart,
  LINE_FEED,
  OPEN_PARENTHESIS,
} from './characters.ts';
import { blockCommentEnd, isBlockComment, isLineComment, lineCommentEnd } from './comments.ts';
import type { Span } from './script.ts';
import { splitErrorAt } from './split-error.ts';
import { TokenCursor } from './token-cursor.ts';

/** Where the data of a COPY lies and where the script goes on after it. */
export interface CopyBlock {
  readonly data: Span;
  readonly end: number;
}

/**
 * The data lines that belong to the COPY statement from `start` to `end`; null when it takes none.
 *
 * @param after the offset after its `;`
 * @throws SplitError `copy-data-on-same-line` when anything but a comment follows the `;` in its line: psql would run it
 * after the data
 */
export function copyDataAfter(
  sql: string,
  start: number,
  end: number,
  after: number,
  standardStrings: boolean,
): CopyBlock | null {
  if (!endsWithFromStdin(sql, start, end) && !readsFromStdin(new TokenCursor(sql, start, end, standardStrings))) {
    return null;
  }
  const lineEnd = endOfCommandLine(sql, after);
  const dataStart = afterLineEnd(sql, lineEnd);
  const loneReturn = dataStart === lineEnd + 1 && sql.charCodeAt(lineEnd) === CARRIAGE_RETURN;
  const terminator = findTerminator(sql, dataStart, loneReturn);
  if (terminator < 0) return { data: { start: dataStart, end: sql.length }, end: sql.length };
  return { data: { start: dataStart, end: terminator }, end: afterLineEnd(sql, terminator + 2) };
}

/**
 * Whether the statement is `COPY name (columns) FROM stdin` and nothing else, as pg_dump writes it: no literals, comments
 * and options. Nearly all are, and this is told without reading tokens.
 */
function endsWithFromStdin(sql: string, start: number, end: number): boolean {
  if (sql.slice(end - 5, end).toLowerCase() !== 'stdin') return false;
  const from = beforeWhiteSpace(sql, end - 5, start) - 4;
  if (from + 4 === end - 5 || sql.slice(from, from + 4).toLowerCase() !== 'from') return false;
  return !isWordPart(sql.charCodeAt(from - 1)) && isBare(sql, start, from);
}

/** Told by tokens: a table may be called stdin. PostgreSQL also takes FROM STDOUT for FROM STDIN. */
function readsFromStdin(cursor: TokenCursor): boolean {
  let depth = 0;
  while (cursor.advance()) {
    if (cursor.isPunctuation(OPEN_PARENTHESIS)) depth++;
    else if (cursor.isPunctuation(CLOSE_PARENTHESIS)) depth--;
    else if (depth === 0 && cursor.is('from')) return cursor.advance() && (cursor.is('stdin') || cursor.is('stdout'));
  }
  return false;
}

/** The line end after the command, comments in between passed over. */
function endOfCommandLine(sql: string, after: number): number {
  let at = after;
  while (at < sql.length) {
    const code = sql.charCodeAt(at);
    if (code === LINE_FEED || code === CARRIAGE_RETURN) return at;
    if (isWhiteSpace(code)) at++;
    else if (isLineComment(sql, at)) at = lineCommentEnd(sql, at, sql.length);
    else if (isBlockComment(sql, at)) at = blockCommentEnd(sql, at, sql.length);
    else {
      throw splitErrorAt(
        sql,
        at,
        'copy-data-on-same-line',
        'text after COPY ... FROM STDIN; in the same line',
        'The data begins in the next line. Put what follows the semicolon after the closing \\. line.',
      );
    }
  }
  return at;
}

/** The offset after the line end at `at`. */
function afterLineEnd(sql: string, at: number): number {
  const crlf = sql.charCodeAt(at) === CARRIAGE_RETURN && sql.charCodeAt(at + 1) === LINE_FEED;
  return Math.min(at + (crlf ? 2 : 1), sql.length);
}

/** The offset of the line that is exactly `\.`; -1 when there is none: then all the rest is data, as psql takes it. */
function findTerminator(sql: string, dataStart: number, loneReturn: boolean): number {
  const lineEnd = loneReturn ? CARRIAGE_RETURN : LINE_FEED;
  for (let at = sql.indexOf('\\.', dataStart); at >= 0; at = sql.indexOf('\\.', at + 2)) {
    const beginsLine = at === dataStart || sql.charCodeAt(at - 1) === lineEnd;
    const next = at + 2;
    const crlf = sql.charCodeAt(next) === CARRIAGE_RETURN && sql.charCodeAt(next + 1) === LINE_FEED;
    if (beginsLine && (next === sql.length || crlf || sql.charCodeAt(next) === lineEnd)) return at;
  }
  return -1;
}
