import {
  CLOSE_BRACKET,
  CLOSE_PARENTHESIS,
  COLON,
  COMMA,
  DOUBLE_QUOTE,
  isTagPart,
  OPEN_BRACKET,
  OPEN_PARENTHESIS,
  QUOTE,
} from './characters.ts';
import { splitErrorAt } from './split-error.ts';
import type { Statement } from './statement.ts';
import { TokenCursor } from './token-cursor.ts';

/** Where a `:` may stand: nowhere, once an array slice, or once an entry of JSON_OBJECT and JSON_OBJECTAGG. */
type Room = 'none' | 'slice' | 'json';

/**
 * Refuses psql's variables. In SQL a single `:` stands only between the bounds of an array slice and between key and
 * value in JSON_OBJECT and JSON_OBJECTAGG; a `:` there that follows a value is SQL, any other one with a name right
 * after it is psql's. (`::` and `:=` are tokens of their own.)
 *
 * @throws SplitError `psql-variable`
 */
export function refuseVariables(sql: string, statements: readonly Statement[]): void {
  let colon = -1;
  for (const { start, end, standardConformingStrings } of statements) {
    // Searched again only when it was passed: most statements have none.
    if (colon < start) colon = sql.indexOf(':', start);
    if (colon < 0) return;
    if (colon < end) refuseIn(new TokenCursor(sql, start, end, standardConformingStrings));
  }
}

function refuseIn(cursor: TokenCursor): void {
  const rooms: Room[] = [];
  const spent: boolean[] = [];
  let previous: Previous = 'operator';
  while (cursor.advance()) {
    const inner = rooms.length - 1;
    if (cursor.isPunctuation(OPEN_BRACKET)) {
      rooms.push(previous === 'value' ? 'slice' : 'none');
      spent.push(false);
    } else if (cursor.isPunctuation(OPEN_PARENTHESIS)) {
      rooms.push(previous === 'json-object' ? 'json' : 'none');
      spent.push(false);
    } else if (cursor.isPunctuation(CLOSE_BRACKET) || cursor.isPunctuation(CLOSE_PARENTHESIS)) {
      rooms.pop();
      spent.pop();
    } else if (cursor.isPunctuation(COMMA)) {
      if (inner >= 0) spent[inner] = false;
    } else if (cursor.isPunctuation(COLON)) {
      const room = rooms[inner] ?? 'none';
      // `a[:n]` has no lower bound; a JSON key is never left out.
      const follows = previous === 'value' || (room === 'slice' && previous === 'open-bracket');
      if (room === 'none' || spent[inner] || !follows) refuseAt(cursor.sql, cursor.start, cursor.limit);
      spent[inner] = true;
    }
    previous = previousOf(cursor);
  }
}

/** What the last token was, as far as it matters for the next one. */
type Previous = 'value' | 'operator' | 'json-object' | 'open-bracket';

function previousOf(cursor: TokenCursor): Previous {
  if (cursor.type === 'operator') return 'operator';
  if (cursor.type === 'punctuation') {
    if (cursor.isPunctuation(OPEN_BRACKET)) return 'open-bracket';
    return cursor.isPunctuation(CLOSE_BRACKET) || cursor.isPunctuation(CLOSE_PARENTHESIS) ? 'value' : 'operator';
  }
  if (cursor.is('array')) return 'operator';
  return cursor.is('json_object') || cursor.is('json_objectagg') ? 'json-object' : 'value';
}

function refuseAt(sql: string, at: number, limit: number): void {
  const end = variableEnd(sql, at + 1, limit);
  if (end < 0) return;
  const shown = sql.slice(at, Math.min(end, at + 60));
  throw splitErrorAt(
    sql,
    at,
    'psql-variable',
    `psql variable ${shown}`,
    'Only psql replaces variables. Write the value out, or read a setting with current_setting().',
  );
}

/** The end of what psql would take for a variable after the colon; -1 when it would take nothing. */
function variableEnd(sql: string, from: number, limit: number): number {
  const code = sql.charCodeAt(from);
  if (from >= limit) return -1;
  if (code === QUOTE || code === DOUBLE_QUOTE) {
    const close = sql.indexOf(String.fromCharCode(code), from + 1);
    return close < 0 ? limit : close + 1;
  }
  if (sql.startsWith('{?', from)) {
    const close = sql.indexOf('}', from);
    return close < 0 ? limit : close + 1;
  }
  let end = from;
  while (end < limit && isTagPart(sql.charCodeAt(end))) end++;
  return end > from ? end : -1;
}
