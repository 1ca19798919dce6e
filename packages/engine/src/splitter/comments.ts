import { CARRIAGE_RETURN, isWhiteSpace, LINE_FEED, MINUS, SLASH, STAR } from './characters.ts';
import { type SplitError, splitErrorAt } from './split-error.ts';

/** Whether `--` begins at `at`. */
export function isLineComment(sql: string, at: number): boolean {
  return sql.charCodeAt(at) === MINUS && sql.charCodeAt(at + 1) === MINUS;
}

/** Whether `/*` begins at `at`. */
export function isBlockComment(sql: string, at: number): boolean {
  return sql.charCodeAt(at) === SLASH && sql.charCodeAt(at + 1) === STAR;
}

/** The offset of the line end (`\n` or `\r`, nothing else) that closes the `--` comment at `at`. */
export function lineCommentEnd(sql: string, at: number, limit: number): number {
  let end = at + 2;
  while (end < limit) {
    const code = sql.charCodeAt(end);
    if (code === LINE_FEED || code === CARRIAGE_RETURN) break;
    end++;
  }
  return end;
}

/**
 * The offset after the block comment that begins at `at`. Comments nest; nothing inside one is anything but a comment.
 * Each of the two marks is searched again only when it was passed, so that deep nesting takes linear time.
 *
 * @throws SplitError `unterminated-comment` at the outermost opener, as PostgreSQL reports it
 */
export function blockCommentEnd(sql: string, at: number, limit: number): number {
  let depth = 1;
  let next = at + 2;
  let open = sql.indexOf('/*', next);
  let close = sql.indexOf('*/', next);
  for (;;) {
    if (close < 0 || close + 2 > limit) throw unterminatedComment(sql, at);
    if (open >= 0 && open < close) {
      depth++;
      next = open + 2;
    } else {
      depth--;
      next = close + 2;
      if (depth === 0) return next;
    }
    // The marks may overlap (`/*/`, `*/*`): the one that comes first spends the shared character.
    if (open >= 0 && open < next) open = sql.indexOf('/*', next);
    if (close < next) close = sql.indexOf('*/', next);
  }
}

function unterminatedComment(sql: string, at: number): SplitError {
  return splitErrorAt(
    sql,
    at,
    'unterminated-comment',
    'unterminated /* comment',
    'Close it with */. Block comments nest in PostgreSQL: every /* inside it needs a */ of its own.',
  );
}

/** The first offset from `at` on that holds neither white space nor a comment, at most `limit`. */
export function afterTrivia(sql: string, at: number, limit: number): number {
  let next = at;
  while (next < limit) {
    if (isWhiteSpace(sql.charCodeAt(next))) next++;
    else if (isLineComment(sql, next)) next = lineCommentEnd(sql, next, limit);
    else if (isBlockComment(sql, next)) next = blockCommentEnd(sql, next, limit);
    else break;
  }
  return next;
}

/** Finds line ends by native search; each of the two kinds is looked for again only when the last one was passed. */
export class LineEnds {
  readonly #sql: string;
  #nextFeed = -1;
  #nextReturn = -1;

  constructor(sql: string) {
    this.#sql = sql;
  }

  /** The offset of the first line end from `at` on; the end of the script when there is none. */
  after(at: number): number {
    if (this.#nextFeed < at) this.#nextFeed = this.#find('\n', at);
    if (this.#nextReturn < at) this.#nextReturn = this.#find('\r', at);
    return Math.min(this.#nextFeed, this.#nextReturn);
  }

  #find(character: string, at: number): number {
    const found = this.#sql.indexOf(character, at);
    return found < 0 ? this.#sql.length : found;
  }
}
