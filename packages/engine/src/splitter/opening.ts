import { isWhiteSpace, isWordPart, SMALL } from './characters.ts';
import { afterTrivia } from './comments.ts';
import { TokenCursor } from './token-cursor.ts';

/**
 * What the first words of a statement mean for its end: a `routine` may have a body of statements, a `rule` may have
 * several commands in parentheses, `copy` may be followed by data, `setting` may change how strings are read.
 */
export type Opening = 'plain' | 'routine' | 'rule' | 'copy' | 'setting';

const C = 0x63;
const D = 0x64;
const I = 0x69;
const E = 0x65;
const F = 0x66;
const O = 0x6f;
const P = 0x70;
const R = 0x72;
const S = 0x73;
const T = 0x74;

/**
 * The opening of the statement whose first token begins at `start`. Nearly all statements are told to be plain by a
 * letter or two.
 */
export function openingOf(sql: string, start: number, limit: number): Opening {
  const second = sql.charCodeAt(start + 1) | SMALL;
  switch (sql.charCodeAt(start) | SMALL) {
    case C:
      if (second === R) return mayCreateSpecial(sql, start + 6, limit) ? created(sql, start, limit) : 'plain';
      return second === O && (sql.charCodeAt(start + 2) | SMALL) === P
        ? firstWord(sql, start, limit, 'copy', 'copy')
        : 'plain';
    case S:
      if (second !== E || (sql.charCodeAt(start + 2) | SMALL) !== T) return 'plain';
      return firstWord(sql, start, limit, 'set', 'setting');
    case R:
      return second === E ? firstWord(sql, start, limit, 'reset', 'setting') : 'plain';
    case D:
      return second === I ? firstWord(sql, start, limit, 'discard', 'setting') : 'plain';
    default:
      return 'plain';
  }
}

/** False when the word after CREATE cannot be FUNCTION, PROCEDURE, RULE or OR; a comment may hide any of them. */
function mayCreateSpecial(sql: string, afterCreate: number, limit: number): boolean {
  let at = afterCreate;
  while (at < limit && isWhiteSpace(sql.charCodeAt(at))) at++;
  const code = sql.charCodeAt(at);
  const small = code | SMALL;
  return small === F || small === P || small === R || small === O || !isWordPart(code);
}

function created(sql: string, start: number, limit: number): Opening {
  let at = afterWord(sql, start, 'create', limit);
  if (at < 0) return 'plain';
  const or = afterWord(sql, at, 'or', limit);
  if (or >= 0) at = afterWord(sql, or, 'replace', limit);
  if (at < 0) return 'plain';
  if (afterWord(sql, at, 'function', limit) >= 0 || afterWord(sql, at, 'procedure', limit) >= 0) return 'routine';
  return afterWord(sql, at, 'rule', limit) >= 0 ? 'rule' : 'plain';
}

/** Where the token after the unquoted word at `at` begins; -1 when another token stands there. */
function afterWord(sql: string, at: number, word: string, limit: number): number {
  for (let index = 0; index < word.length; index++) {
    if ((sql.charCodeAt(at + index) | SMALL) !== word.charCodeAt(index)) return -1;
  }
  const end = at + word.length;
  return isWordPart(sql.charCodeAt(end)) ? -1 : afterTrivia(sql, end, limit);
}

function firstWord(sql: string, start: number, limit: number, word: string, opening: Opening): Opening {
  const cursor = new TokenCursor(sql, start, limit, true);
  return cursor.advance() && cursor.is(word) ? opening : 'plain';
}
