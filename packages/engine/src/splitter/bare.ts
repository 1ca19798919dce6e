import { CLOSE_PARENTHESIS, DOLLAR, DOUBLE_QUOTE, MINUS, OPEN_PARENTHESIS, QUOTE, SLASH } from './characters.ts';

/**
 * Whether no literal, quoted name or comment can begin between `start` and `end`, and no parenthesis is open at `end`: then
 * the words in there are what they seem to be.
 */
export function isBare(sql: string, start: number, end: number): boolean {
  let depth = 0;
  for (let at = start; at < end; at++) {
    const code = sql.charCodeAt(at);
    if (code === OPEN_PARENTHESIS) depth++;
    else if (code === CLOSE_PARENTHESIS) depth--;
    else if (code === QUOTE || code === DOUBLE_QUOTE || code === DOLLAR || code === MINUS || code === SLASH)
      return false;
  }
  return depth === 0;
}
