// Character codes and classes as PostgreSQL's lexer sees them. JavaScript's own notions (`\s`, `trim`, `/$/m`) do not
// fit: to PostgreSQL every character from U+0080 on, no-break spaces and U+2028 included, is part of an identifier.

export const TAB = 0x09;
export const LINE_FEED = 0x0a;
export const CARRIAGE_RETURN = 0x0d;
export const SPACE = 0x20;
export const DOUBLE_QUOTE = 0x22;
export const DOLLAR = 0x24;
export const AMPERSAND = 0x26;
export const QUOTE = 0x27;
export const OPEN_PARENTHESIS = 0x28;
export const CLOSE_PARENTHESIS = 0x29;
export const STAR = 0x2a;
export const COMMA = 0x2c;
export const MINUS = 0x2d;
export const DOT = 0x2e;
export const SLASH = 0x2f;
export const COLON = 0x3a;
export const SEMICOLON = 0x3b;
export const EQUALS = 0x3d;
export const OPEN_BRACKET = 0x5b;
export const BACKSLASH = 0x5c;
export const CLOSE_BRACKET = 0x5d;
export const UNDERSCORE = 0x5f;
export const BYTE_ORDER_MARK = 0xfeff;

/** Sets bit 5: makes an ASCII capital letter small. Other characters may become letters: compare with letters only. */
export const SMALL = 0x20;

/** Space, \t, \n, \v, \f, \r: \v since PostgreSQL 16, and taken as white space for all. */
export function isWhiteSpace(code: number): boolean {
  return code === SPACE || (code >= TAB && code <= CARRIAGE_RETURN);
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** A letter, `_`, or anything beyond ASCII: what a word or a dollar-quote tag may begin with. */
export function isWordStart(code: number): boolean {
  const small = code | SMALL;
  return (small >= 0x61 && small <= 0x7a) || code === UNDERSCORE || code >= 0x80;
}

/** What may follow in a dollar-quote tag. */
export function isTagPart(code: number): boolean {
  return isWordStart(code) || isDigit(code);
}

/** What may follow in a word: also `$`. */
export function isWordPart(code: number): boolean {
  return isWordStart(code) || isDigit(code) || code === DOLLAR;
}

/** The end of the run of word characters that begins at `at`. */
export function wordEnd(sql: string, at: number, limit: number): number {
  let end = at;
  while (end < limit && isWordPart(sql.charCodeAt(end))) end++;
  return end;
}

/** The first offset from `at` on that holds no white space, at most `limit`. */
export function afterWhiteSpace(sql: string, at: number, limit: number): number {
  let next = at;
  while (next < limit && isWhiteSpace(sql.charCodeAt(next))) next++;
  return next;
}

/** The end of what stands before the white space that ends at `at`, at least `floor`. */
export function beforeWhiteSpace(sql: string, at: number, floor: number): number {
  let end = at;
  while (end > floor && isWhiteSpace(sql.charCodeAt(end - 1))) end--;
  return end;
}
