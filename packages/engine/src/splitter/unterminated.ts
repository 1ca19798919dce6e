import { LINE_FEED, SEMICOLON, SMALL } from './characters.ts';
import { positionAt } from './position-at.ts';
import { type SplitError, splitErrorAt } from './split-error.ts';

/**
 * The error for a string that is never closed.
 *
 * @param at where its first piece opens, the prefix included
 * @param suspect where the literal begins that more probably holds the mistake, -1 when there is none
 */
export function unterminatedString(sql: string, at: number, suspect: number): SplitError {
  const prefix = sql.charCodeAt(at) | SMALL;
  const name =
    prefix === 0x62 ? 'bit string literal' : prefix === 0x78 ? 'hexadecimal string literal' : 'quoted string';
  if (suspect >= 0 && suspect !== at) {
    const { line, column } = positionAt(sql, suspect);
    return splitErrorAt(
      sql,
      at,
      'unterminated-string',
      `unterminated ${name}; the missing or stray quote is probably earlier, near line ${line}, column ${column}`,
      `Look at the string at ${line}:${column} first. A quote inside a string is written twice ('don''t').`,
    );
  }
  const hint = "Close it with a single quote; a quote inside a string is written twice ('don''t').";
  return splitErrorAt(sql, at, 'unterminated-string', `unterminated ${name}`, hint);
}

export function unterminatedIdentifier(sql: string, at: number): SplitError {
  const hint = 'Close it with a double quote; a double quote inside a name is written twice.';
  return splitErrorAt(sql, at, 'unterminated-identifier', 'unterminated quoted identifier', hint);
}

export function unterminatedDollarQuote(sql: string, at: number, tag: string): SplitError {
  const shown = tag.length > 40 ? `${tag.slice(0, 40)}…` : tag;
  return splitErrorAt(
    sql,
    at,
    'unterminated-dollar-quote',
    `unterminated dollar-quoted string ${shown}`,
    `Close it with ${shown}, spelt in exactly the same case.`,
  );
}

/** Whether the literal from `start` to `end` runs over the end of a line that holds a `;`, as inverted quotes do. */
export function looksInverted(sql: string, start: number, end: number): boolean {
  let semicolon = false;
  for (let at = start; at < end; at++) {
    const code = sql.charCodeAt(at);
    if (code === SEMICOLON) semicolon = true;
    else if (code === LINE_FEED && semicolon) return true;
  }
  return false;
}
