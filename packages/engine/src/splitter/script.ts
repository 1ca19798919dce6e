import { BYTE_ORDER_MARK } from './characters.ts';
import { LineTable } from './line-table.ts';
import { SpanTable } from './span-table.ts';

/** A range of a script, in UTF-16 offsets; `end` is the first offset that does not belong to it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A script and what has been found in it: the walks fill it, its statements are views of it. */
export class Script {
  readonly sql: string;
  readonly spans: SpanTable;
  /** The data lines of COPY statements, by the index of the statement. */
  readonly copies: Map<number, Span> = new Map();
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
