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
    if (at === this.#cells.length) this.#grow(at + FIELDS);
    this.#cells[at++] = start;
    this.#cells[at++] = end;
    this.#cells[at++] = fullEnd;
    this.#cells[at] = flags;
    this.length++;
  }

  /** Takes over the first `count` statements of another table of the same form. */
  append(cells: Int32Array, count: number): void {
    const at = this.length * FIELDS;
    const added = count * FIELDS;
    if (at + added > this.#cells.length) this.#grow(at + added);
    if (count < 8) for (let cell = 0; cell < added; cell++) this.#cells[at + cell] = cells[cell] as number;
    else this.#cells.set(cells.subarray(0, added), at);
    this.length += count;
  }

  /** Takes the last statement back. */
  pop(): void {
    this.length--;
  }

  #grow(atLeast: number): void {
    const grown = new Int32Array(Math.max(atLeast, this.#cells.length * 2));
    grown.set(this.#cells);
    this.#cells = grown;
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
