import { BYTE_ORDER_MARK } from './characters.ts';
import { LineTable } from './line-table.ts';
import { SpanTable } from './span-table.ts';

/** A range of a script, in UTF-16 offsets; `end` is the first offset that does not belong to it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The data lines of COPY statements. There may be very many, so they are kept as numbers and not as objects. */
export class CopyTable {
  readonly #indexes: number[] = [];
  readonly #bounds: number[] = [];

  /** @param index of the statement; must be higher than that of any before */
  push(index: number, data: Span): void {
    this.#indexes.push(index);
    this.#bounds.push(data.start, data.end);
  }

  /** The data of the statement at `index`, null when it has none. */
  get(index: number): Span | null {
    let low = 0;
    let high = this.#indexes.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#indexes[middle] as number) < index) low = middle + 1;
      else high = middle;
    }
    if (this.#indexes[low] !== index) return null;
    return { start: this.#bounds[2 * low] as number, end: this.#bounds[2 * low + 1] as number };
  }
}

/** A script and what has been found in it: the walks fill it, its statements are views of it. */
export class Script {
  readonly sql: string;
  readonly spans: SpanTable;
  /** The data lines of COPY statements, by the index of the statement. */
  readonly copies: CopyTable = new CopyTable();
  #lines: LineTable | null = null;

  constructor(sql: string) {
    this.sql = sql;
    this.spans = new SpanTable(sql.length);
  }

  /** Where the first statement may begin: after a byte order mark. */
  get begin(): number {
    return this.sql.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
  }

  get lines(): LineTable {
    this.#lines ??= new LineTable(this.sql);
    return this.#lines;
  }
}
