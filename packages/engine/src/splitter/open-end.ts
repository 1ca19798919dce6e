import { CLOSE_PARENTHESIS, OPEN_PARENTHESIS } from './characters.ts';
import { positionAt } from './position-at.ts';
import { type SpanTable, STANDARD_STRINGS } from './span-table.ts';
import { SplitError, splitErrorAt } from './split-error.ts';
import { TokenCursor } from './token-cursor.ts';
import { looksInverted, unterminatedString } from './unterminated.ts';

/**
 * The error for a literal that the script leaves open in the statement that begins at `start`. Only now, when it no
 * longer matters how long it takes, is the statement read token by token, for the exact opener.
 */
export function unterminatedAt(sql: string, start: number, standardStrings: boolean, spans: SpanTable): SplitError {
  const cursor = new TokenCursor(sql, start, sql.length, standardStrings);
  const found = openEnd(cursor);
  if (found.code !== 'unterminated-string') return found;
  return unterminatedString(sql, found.offset, suspect(sql, spans, start, standardStrings));
}

function openEnd(cursor: TokenCursor): SplitError {
  try {
    while (cursor.advance());
  } catch (error) {
    if (error instanceof SplitError) return error;
    throw error;
  }
  throw new Error('The splitter and the tokenizer disagree about an open literal: this is a fault in Plumbline.');
}

/**
 * After a stray quote, code and strings have changed places, and the quote left open is only the last one. The mistake is
 * rather where a literal is followed by a word at once, as in `'don't`, or runs over a line that ends a statement.
 * Returns where that literal begins, -1 when there is none.
 */
function suspect(sql: string, spans: SpanTable, start: number, standardStrings: boolean): number {
  for (let index = 0; index < spans.length; index++) {
    const standard = (spans.flags(index) & STANDARD_STRINGS) !== 0;
    const found = suspectIn(new TokenCursor(sql, spans.start(index), spans.end(index), standard));
    if (found >= 0) return found;
  }
  return suspectIn(new TokenCursor(sql, start, sql.length, standardStrings));
}

function suspectIn(cursor: TokenCursor): number {
  let mayBeLong = false;
  let stringStart = -1;
  let stringEnd = -1;
  try {
    while (cursor.advance()) {
      if (cursor.type === 'word' && cursor.start === stringEnd) return stringStart;
      if (cursor.type === 'string') {
        stringStart = cursor.start;
        stringEnd = cursor.end;
      }
      if (cursor.type === 'string' && !mayBeLong && looksInverted(cursor.sql, cursor.start, cursor.end)) {
        return cursor.start;
      }
      // Function bodies and comments are literals that rightly hold whole statements.
      mayBeLong = cursor.is('as') || cursor.is('do') || cursor.is('is');
    }
  } catch (error) {
    if (!(error instanceof SplitError)) throw error;
  }
  return -1;
}

/** The error for a `(` that is not closed before the statement ends at `end`. @param opener the outermost one */
export function unclosedParenthesis(
  sql: string,
  start: number,
  end: number,
  opener: number,
  standardStrings: boolean,
): SplitError {
  const innermost = innermostOpen(new TokenCursor(sql, start, end, standardStrings));
  const inner = innermost > opener ? ` and another one at ${placeOf(sql, innermost)}` : '';
  const stray = suspectIn(new TokenCursor(sql, start, end, standardStrings));
  const remedy =
    stray >= 0
      ? `Or is the string at ${placeOf(sql, stray)} the mistake? A quote inside a string is written twice ('don''t').`
      : 'Only CREATE RULE may hold semicolons in parentheses.';
  return splitErrorAt(
    sql,
    opener,
    'unclosed-parenthesis',
    `unclosed (${inner}`,
    `Close it with ) before the semicolon. ${remedy}`,
  );
}

function placeOf(sql: string, offset: number): string {
  const { line, column } = positionAt(sql, offset);
  return `line ${line}, column ${column}`;
}

function innermostOpen(cursor: TokenCursor): number {
  const open: number[] = [];
  while (cursor.advance()) {
    if (cursor.isPunctuation(OPEN_PARENTHESIS)) open.push(cursor.start);
    else if (cursor.isPunctuation(CLOSE_PARENTHESIS)) open.pop();
  }
  return open.at(-1) ?? -1;
}
