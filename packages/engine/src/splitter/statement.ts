import { commandKind } from './command-kind.ts';
import type { Script, Span } from './script.ts';
import { STANDARD_STRINGS, TERMINATED } from './span-table.ts';
import { transactionRule } from './transaction-rule.ts';
import type { TransactionRule } from './transaction-verdict.ts';

/** A statement as plain data: what `JSON.stringify` writes. */
export interface StatementRecord {
  /** 0-based place among the statements of the script. */
  readonly index: number;
  /** From the first token to the last: no leading or trailing white space and comments, no closing `;`. */
  readonly text: string;
  /** UTF-16 offset of the first token. For bytes: into the decoded text, a byte order mark counted. */
  readonly start: number;
  /** UTF-16 offset after the last token. */
  readonly end: number;
  /** 1-based line of the first token. */
  readonly line: number;
  /** 1-based column of the first token in code points, as PostgreSQL counts. */
  readonly column: number;
  /** The command in PostgreSQL's own words, such as `CREATE TABLE` or `INSERT`; `''` when it begins with no word. */
  readonly kind: string;
  /** Where the white space and comments before it begin. The full spans of all statements are the whole script. */
  readonly fullStart: number;
  /** After its `;`, its COPY data and, for the last statement, everything that follows. */
  readonly fullEnd: number;
  /** Whether a `;` closed it. */
  readonly terminated: boolean;
  /** The data lines of `COPY ... FROM STDIN` without the closing `\.` line; null for every other statement. */
  readonly copyData: Span | null;
  /** The setting under which its strings were read. */
  readonly standardConformingStrings: boolean;
  /** Whether the newest PostgreSQL runs it in a transaction block; see {@link transactionRule} for other versions. */
  readonly transaction: TransactionRule;
}

/**
 * One SQL statement of a script. Everything but `index` is worked out when it is asked for, so a million of them are cheap;
 * `{ ...statement }` therefore copies almost nothing: use `toJSON()`.
 */
export interface Statement extends StatementRecord {
  /** All of the above as plain data. */
  toJSON(): StatementRecord;
}

/** A {@link Statement} as a view of its script: two fields, whatever the statement. */
export class StatementView implements Statement {
  readonly index: number;
  readonly #script: Script;

  constructor(script: Script, index: number) {
    this.#script = script;
    this.index = index;
  }

  get text(): string {
    const { sql, spans } = this.#script;
    return sql.slice(spans.start(this.index), spans.end(this.index));
  }

  get start(): number {
    return this.#script.spans.start(this.index);
  }

  get end(): number {
    return this.#script.spans.end(this.index);
  }

  get line(): number {
    return this.#script.lines.position(this.start).line;
  }

  get column(): number {
    return this.#script.lines.position(this.start).column;
  }

  get kind(): string {
    return commandKind(this);
  }

  get fullStart(): number {
    return this.index === 0 ? 0 : this.#script.spans.fullEnd(this.index - 1);
  }

  get fullEnd(): number {
    return this.#script.spans.fullEnd(this.index);
  }

  get terminated(): boolean {
    return (this.#script.spans.flags(this.index) & TERMINATED) !== 0;
  }

  get copyData(): Span | null {
    return this.#script.copies.get(this.index);
  }

  get standardConformingStrings(): boolean {
    return (this.#script.spans.flags(this.index) & STANDARD_STRINGS) !== 0;
  }

  get transaction(): TransactionRule {
    return transactionRule(this);
  }

  toJSON(): StatementRecord {
    return {
      index: this.index,
      text: this.text,
      start: this.start,
      end: this.end,
      line: this.line,
      column: this.column,
      kind: this.kind,
      fullStart: this.fullStart,
      fullEnd: this.fullEnd,
      terminated: this.terminated,
      copyData: this.copyData,
      standardConformingStrings: this.standardConformingStrings,
      transaction: this.transaction,
    };
  }
}

// What `console.log` shows in Node; elsewhere nobody looks at it.
Object.defineProperty(StatementView.prototype, Symbol.for('nodejs.util.inspect.custom'), {
  value: StatementView.prototype.toJSON,
});
