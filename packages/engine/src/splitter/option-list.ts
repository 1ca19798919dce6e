import { CLOSE_PARENTHESIS, COMMA, EQUALS, OPEN_PARENTHESIS } from './characters.ts';
import type { TokenCursor } from './token-cursor.ts';

/**
 * The options of a list `(name [=] value, ...)` on whose opening parenthesis the cursor stands; it is left on the closing
 * one. Names and values are in small letters, values without quotes, `''` where there is none.
 */
export function optionsAt(cursor: TokenCursor): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  let name = '';
  let depth = 1;
  while (depth > 0 && cursor.advance()) {
    if (cursor.isPunctuation(OPEN_PARENTHESIS)) depth++;
    else if (cursor.isPunctuation(CLOSE_PARENTHESIS)) depth--;
    else if (depth > 1) continue;
    else if (cursor.isPunctuation(COMMA)) name = '';
    else if (cursor.type === 'operator' && cursor.sql.charCodeAt(cursor.start) === EQUALS) continue;
    else if (name === '') {
      name = plain(cursor.text);
      options.set(name, '');
    } else options.set(name, plain(cursor.text));
  }
  return options;
}

/** The options of the list that follows a word outside parentheses; empty when there is none. */
export function optionsAfter(cursor: TokenCursor, word: string): ReadonlyMap<string, string> {
  while (cursor.advance()) {
    if (cursor.is(word) && cursor.advance() && cursor.isPunctuation(OPEN_PARENTHESIS)) return optionsAt(cursor);
  }
  return new Map();
}

/** Whether an option is switched on, as PostgreSQL reads booleans: a name alone means yes, an absent one no. */
export function isOn(value: string | undefined): boolean {
  return value !== undefined && !['off', 'false', '0'].includes(value);
}

function plain(written: string): string {
  return written.replace(/^['"](.*)['"]$/s, '$1').toLowerCase();
}
