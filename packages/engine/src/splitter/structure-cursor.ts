import { MINUS, SLASH, STAR } from './characters.ts';
import { refuseNul } from './decode.ts';

/** How many UTF-16 units are looked at in one go: few at first, since the next statement may be for the kernel again. */
const FIRST_WINDOW = 128;
const LARGEST_WINDOW = 32_768;

const structural = new Uint8Array(128);
for (const character of ';\'"$()\\') structural[character.charCodeAt(0)] = 1;
for (const character of '-/\0') structural[character.charCodeAt(0)] = 2;

/**
 * Walks the characters of a script that can begin or end anything: `;` quotes `$` parentheses `\`, and the first
 * character of `--` and `/*`. It looks a window at a time, so that what lies inside a long literal, comment or function
 * body is never looked at.
 */
export class StructureCursor {
  readonly #sql: string;
  readonly #positions: Int32Array;
  /** Where the next window begins, and how long it is. */
  #scanned = 0;
  #window: number = FIRST_WINDOW;
  #index = 0;
  #count = 0;

  constructor(sql: string) {
    this.#sql = sql;
    // Most scripts are short: room for the longest window would take longer to clear than they take to read.
    this.#positions = new Int32Array(Math.min(sql.length, LARGEST_WINDOW));
  }

  /** The offset of the next structural character, -1 when there is none. @throws SplitError at a NUL */
  next(): number {
    while (this.#index === this.#count) {
      if (this.#scanned >= this.#sql.length) return -1;
      this.#fill();
    }
    return this.#positions[this.#index++] as number;
  }

  /** Makes `next` go on at `offset`. */
  skipTo(offset: number): void {
    if (offset < this.#scanned) {
      while (this.#index < this.#count && (this.#positions[this.#index] as number) < offset) this.#index++;
      return;
    }
    // What is skipped without a look may hold a NUL all the same.
    if (this.#sql.slice(this.#scanned, offset).includes('\0')) refuseNul(this.#sql);
    this.#index = this.#count;
    this.#scanned = offset;
  }

  /** Begins anew at `offset`, which may lie before what was looked at. */
  restart(offset: number): void {
    this.#index = this.#count;
    this.#scanned = offset;
    this.#window = FIRST_WINDOW;
  }

  #fill(): void {
    const sql = this.#sql;
    const positions = this.#positions;
    const to = Math.min(this.#scanned + this.#window, sql.length);
    let count = 0;
    for (let at = this.#scanned; at < to; at++) {
      const code = sql.charCodeAt(at);
      const found = code < 128 ? structural[code] : 0;
      if (found === 0) continue;
      if (found === 2) {
        if (code === 0) refuseNul(sql);
        if (sql.charCodeAt(at + 1) !== (code === MINUS ? MINUS : code === SLASH ? STAR : -1)) continue;
      }
      positions[count++] = at;
    }
    this.#index = 0;
    this.#count = count;
    this.#scanned = to;
    this.#window = Math.min(this.#window * 2, LARGEST_WINDOW);
  }
}
