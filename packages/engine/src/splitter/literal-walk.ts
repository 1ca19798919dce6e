import { AMPERSAND, BACKSLASH, DOUBLE_QUOTE, isDigit, isWordPart, QUOTE, SMALL, wordEnd } from './characters.ts';
import { continuationAt, dollarQuoteEnd, dollarTagEnd } from './literals.ts';
import type { StructureCursor } from './structure-cursor.ts';

const OPEN_END = -1;

/**
 * Takes the structure cursor over the literals of a script. Each method is given the offset of the character that the
 * cursor has just passed and leaves the cursor after the literal; -1 means that it is never closed.
 */
export class LiteralWalk {
  standardConformingStrings = true;
  /**
   * The end of the last literal, comment or `$` word: no word reaches back over it, so looking back for the beginning of
   * one stops here. Without that bound `$1$2$3...` would take quadratic time.
   */
  floor = 0;
  readonly #sql: string;
  readonly #structure: StructureCursor;

  constructor(sql: string, structure: StructureCursor) {
    this.#sql = sql;
    this.#structure = structure;
  }

  string(at: number): number {
    const escapes = this.#hasEscapes(at);
    let end = escapes ? this.#escapedEnd() : this.#closing(QUOTE);
    while (escapes && end >= 0) {
      const more = continuationAt(this.#sql, end, this.#sql.length);
      if (more < 0) break;
      this.#structure.skipTo(more + 1);
      end = this.#escapedEnd();
    }
    this.floor = end;
    return end;
  }

  identifier(): number {
    this.floor = this.#closing(DOUBLE_QUOTE);
    return this.floor;
  }

  /** Also takes what only looks like a dollar quote: a parameter, a name that contains `$`, a stray `$`. */
  dollar(at: number): number {
    const sql = this.#sql;
    let end = this.#wordAround(at);
    if (end < 0 && isDigit(sql.charCodeAt(at + 1))) {
      end = at + 2;
      while (isDigit(sql.charCodeAt(end))) end++;
    }
    if (end < 0) {
      const tagEnd = dollarTagEnd(sql, at, sql.length);
      end = tagEnd < 0 ? at + 1 : dollarQuoteEnd(sql, at, tagEnd, sql.length);
    }
    if (end < 0) return OPEN_END;
    this.floor = end;
    this.#structure.skipTo(end);
    return end;
  }

  /** The end of the word that the `$` at `at` is part of; -1 when a token begins with it. */
  #wordAround(at: number): number {
    const sql = this.#sql;
    let start = at;
    while (start > this.floor && isWordPart(sql.charCodeAt(start - 1))) start--;
    // A word does not begin with a digit: `1$$` is a number and a dollar quote.
    while (start < at && isDigit(sql.charCodeAt(start))) start++;
    return start < at ? wordEnd(sql, at, sql.length) : -1;
  }

  #closing(quote: number): number {
    const sql = this.#sql;
    for (;;) {
      const at = this.#structure.next();
      if (at < 0) return OPEN_END;
      if (sql.charCodeAt(at) !== quote) continue;
      if (sql.charCodeAt(at + 1) !== quote) return at + 1;
      this.#structure.skipTo(at + 2);
    }
  }

  #escapedEnd(): number {
    const sql = this.#sql;
    for (;;) {
      const at = this.#structure.next();
      if (at < 0) return OPEN_END;
      const code = sql.charCodeAt(at);
      if (code === BACKSLASH) this.#structure.skipTo(at + 2);
      else if (code === QUOTE) {
        if (sql.charCodeAt(at + 1) !== QUOTE) return at + 1;
        this.#structure.skipTo(at + 2);
      }
    }
  }

  /** `E'...'` has escapes, but not `date'...'`; with the old setting also plain and `N'...'`, not `B`, `X` and `U&`. */
  #hasEscapes(at: number): boolean {
    const sql = this.#sql;
    const standard = this.standardConformingStrings;
    const before = at - 1;
    if (before < this.floor) return !standard;
    const prefix = sql.charCodeAt(before) | SMALL;
    if (prefix === 0x65) return this.#beginsWord(before) || !standard;
    if (standard) return false;
    if (prefix === 0x62 || prefix === 0x78) return !this.#beginsWord(before);
    const unicode = prefix === AMPERSAND && (sql.charCodeAt(before - 1) | SMALL) === 0x75 && before > this.floor;
    return !(unicode && this.#beginsWord(before - 1));
  }

  #beginsWord(at: number): boolean {
    return at === this.floor || !isWordPart(this.#sql.charCodeAt(at - 1));
  }
}
