const FIELDS = 4;

/** Bits of the last field. */
export const TERMINATED = 1;
export const STANDARD_STRINGS = 2;

/**
 * The spans of all statements in one growing typed array: a million statements are four million small integers and not
 * a million objects with a dozen fields.
 */
export class SpanTable {
  length = 0;
  #cells: Int32Array = new Int32Array(64 * FIELDS);

  push(start: number, end: number, fullEnd: number, flags: number): void {
    let at = this.length * FIELDS;
    if (at === this.#cells.length) {
      const grown = new Int32Array(at * 2);
      grown.set(this.#cells);
      this.#cells = grown;
    }
    this.#cells[at++] = start;
    this.#cells[at++] = end;
    this.#cells[at++] = fullEnd;
    this.#cells[at] = flags;
    this.length++;
  }

  start(index: number): number {
    return this.#cells[index * FIELDS] as number;
  }

  end(index: number): number {
    return this.#cells[index * FIELDS + 1] as number;
  }

  fullEnd(index: number): number {
    return this.#cells[index * FIELDS + 2] as number;
  }

  flags(index: number): number {
    return this.#cells[index * FIELDS + 3] as number;
  }

  /** Lets the last statement, if any, take everything up to `end`. */
  extendLast(end: number): void {
    if (this.length > 0) this.#cells[this.length * FIELDS - 2] = end;
  }
}
