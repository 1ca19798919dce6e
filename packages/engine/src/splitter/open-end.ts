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
 * rather where a literal first runs over a line that ends a statement. Returns -1 when there is no such literal.
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
  try {
    while (cursor.advance()) {
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
  const inner = innermost > opener ? positionAt(sql, innermost) : null;
  return splitErrorAt(
    sql,
    opener,
    'unclosed-parenthesis',
    inner === null ? 'unclosed (' : `unclosed ( and another one at line ${inner.line}, column ${inner.column}`,
    'Close it with ) before the semicolon; only CREATE RULE may hold semicolons in parentheses.',
  );
}

function innermostOpen(cursor: TokenCursor): number {
  const open: number[] = [];
  while (cursor.advance()) {
    if (cursor.isPunctuation(OPEN_PARENTHESIS)) open.push(cursor.start);
    else if (cursor.isPunctuation(CLOSE_PARENTHESIS)) open.pop();
  }
  return open.at(-1) ?? -1;
}
