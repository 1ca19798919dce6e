import { CHUNK_LENGTH, positions, scanStructure } from './structure-scan.ts';

/**
 * Walks the structural characters of a script, a chunk at a time, so that what lies inside a long literal, comment or
 * function body is never even scanned. Only one cursor may be in use at a time.
 */
export class StructureCursor {
  readonly #sql: string;
  /** Where the next chunk begins. */
  #scanned = 0;
  #index = 0;
  #count = 0;

  constructor(sql: string) {
    this.#sql = sql;
  }

  /** The offset of the next structural character, -1 when there is none. */
  next(): number {
    while (this.#index === this.#count) {
      if (this.#scanned >= this.#sql.length) return -1;
      this.#fill();
    }
    return positions[this.#index++] as number;
  }

  /** Makes `next` go on at `offset`. */
  skipTo(offset: number): void {
    if (offset >= this.#scanned) {
      this.#index = this.#count;
      this.#scanned = offset;
      return;
    }
    while (this.#index < this.#count && (positions[this.#index] as number) < offset) this.#index++;
  }

  #fill(): void {
    const to = Math.min(this.#scanned + CHUNK_LENGTH, this.#sql.length);
    this.#count = scanStructure(this.#sql, this.#scanned, to);
    this.#index = 0;
    this.#scanned = to;
  }
}
