import { CLOSE_PARENTHESIS, isWhiteSpace, OPEN_PARENTHESIS, SMALL } from './characters.ts';
import { splitErrorAt } from './split-error.ts';
import { TokenCursor } from './token-cursor.ts';

/**
 * Follows the SQL-standard body of one CREATE FUNCTION or CREATE PROCEDURE: `BEGIN ATOMIC ...; ...; END`.
 *
 * Each statement of the body ends with a `;` and none begins with END, so the body is over at the first END that stands
 * right after a `;` or after ATOMIC. CASE ... END and columns called `end` need no counting.
 */
export class AtomicBody {
  /** Where BEGIN stands; -1 while none was found. */
  #begin = -1;
  #state: 'header' | 'none' | 'inside' | 'closed' = 'header';

  reset(): void {
    this.#state = 'header';
    this.#begin = -1;
  }

  /**
   * Whether the statement that begins at `start` goes on after the `;` at `semicolon`.
   *
   * @param dollarAt where the last dollar quote of the statement begins, -1 when there is none
   */
  goesOnAfter(sql: string, start: number, semicolon: number, dollarAt: number, standardStrings: boolean): boolean {
    if (this.#state === 'header') this.#readHeader(sql, start, semicolon, dollarAt, standardStrings);
    if (this.#state !== 'inside') return false;
    const cursor = new TokenCursor(sql, semicolon + 1, sql.length, standardStrings);
    if (cursor.advance() && cursor.is('end')) this.#state = 'closed';
    return true;
  }

  /** @throws SplitError when the script ends inside the body */
  finish(sql: string, start: number, dollarAt: number, standardStrings: boolean): void {
    if (this.#state === 'header') this.#readHeader(sql, start, sql.length, dollarAt, standardStrings);
    if (this.#state !== 'inside') return;
    throw splitErrorAt(
      sql,
      this.#begin,
      'unterminated-atomic-body',
      'unterminated BEGIN ATOMIC body',
      'Close it with END; every statement in the body ends with a semicolon.',
    );
  }

  #readHeader(sql: string, start: number, limit: number, dollarAt: number, standardStrings: boolean): void {
    this.#state = 'none';
    if (dollarAt >= 0 && followsAs(sql, dollarAt)) return;
    if (!/atomic/i.test(sql.slice(start, limit))) return;
    const cursor = new TokenCursor(sql, start, limit, standardStrings);
    let depth = 0;
    let begin = -1;
    while (cursor.advance()) {
      if (begin >= 0 && cursor.is('atomic')) {
        this.#begin = begin;
        this.#state = cursor.advance() && cursor.is('end') ? 'closed' : 'inside';
        return;
      }
      begin = depth === 0 && cursor.is('begin') ? cursor.start : -1;
      if (cursor.isPunctuation(OPEN_PARENTHESIS)) depth++;
      else if (cursor.isPunctuation(CLOSE_PARENTHESIS)) depth--;
    }
  }
}

/** Whether `AS` stands before the dollar quote: then that is the body. (A comment in between is not looked through.) */
function followsAs(sql: string, dollarAt: number): boolean {
  let at = dollarAt - 1;
  if (!isWhiteSpace(sql.charCodeAt(at))) return false;
  while (isWhiteSpace(sql.charCodeAt(at))) at--;
  return (
    (sql.charCodeAt(at) | SMALL) === 0x73 &&
    (sql.charCodeAt(at - 1) | SMALL) === 0x61 &&
    isWhiteSpace(sql.charCodeAt(at - 2))
  );
}
