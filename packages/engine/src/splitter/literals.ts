import {
  BACKSLASH,
  CARRIAGE_RETURN,
  DOLLAR,
  isTagPart,
  isWhiteSpace,
  isWordStart,
  LINE_FEED,
  QUOTE,
} from './characters.ts';
import { isLineComment, lineCommentEnd } from './comments.ts';

/**
 * The offset after a quoted thing whose contents begin at `from`, or -1 when it is not closed before `limit`.
 * Two quotes in a row stand for one; with `escapes` a backslash takes the next character with it.
 */
export function quotedEnd(sql: string, from: number, limit: number, quote: number, escapes: boolean): number {
  let at = from;
  while (at < limit) {
    const code = sql.charCodeAt(at);
    if (code === quote) {
      if (sql.charCodeAt(at + 1) !== quote || at + 1 >= limit) return at + 1;
      at += 2;
    } else {
      at += escapes && code === BACKSLASH ? 2 : 1;
    }
  }
  return -1;
}

/** The offset after the `$tag$` that opens a dollar quote at `at`, or -1 when what stands there opens none. */
export function dollarTagEnd(sql: string, at: number, limit: number): number {
  let end = at + 1;
  if (end < limit && isWordStart(sql.charCodeAt(end))) {
    do end++;
    while (end < limit && isTagPart(sql.charCodeAt(end)));
  }
  return end < limit && sql.charCodeAt(end) === DOLLAR ? end + 1 : -1;
}

/** The offset after the dollar quote whose tag is `sql.slice(at, tagEnd)`, or -1 when its tag does not come again. */
export function dollarQuoteEnd(sql: string, at: number, tagEnd: number, limit: number): number {
  const close = sql.indexOf(sql.slice(at, tagEnd), tagEnd);
  const end = close + tagEnd - at;
  return close < 0 || end > limit ? -1 : end;
}

/**
 * Where the literal that ended at `from` goes on: the offset of a quote with only white space and `--` comments, and at
 * least one line end, in between; -1 when it does not go on.
 */
export function continuationAt(sql: string, from: number, limit: number): number {
  let at = from;
  let lineEnds = 0;
  while (at < limit) {
    const code = sql.charCodeAt(at);
    if (code === QUOTE) return lineEnds > 0 ? at : -1;
    if (isLineComment(sql, at)) at = lineCommentEnd(sql, at, limit);
    else if (isWhiteSpace(code)) {
      if (code === LINE_FEED || code === CARRIAGE_RETURN) lineEnds++;
      at++;
    } else return -1;
  }
  return -1;
}
