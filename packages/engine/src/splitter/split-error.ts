import { positionAt } from './position-at.ts';

/**
 * The stable names of everything the splitter refuses. `docs/splitter.md` explains each one.
 */
export type SplitErrorCode =
  | 'unterminated-string'
  | 'unterminated-identifier'
  | 'unterminated-dollar-quote'
  | 'unterminated-comment'
  | 'unterminated-atomic-body'
  | 'unclosed-parenthesis'
  | 'psql-meta-command'
  | 'psql-variable'
  | 'copy-data-on-same-line'
  | 'nul-byte'
  | 'invalid-utf8'
  | 'utf16-file';

/** What a {@link SplitError} is made of. */
export interface SplitErrorDetails {
  readonly code: SplitErrorCode;
  /** One line that names the fault. */
  readonly message: string;
  /** One or two sentences: what to do. */
  readonly hint: string;
  /** UTF-16 offset into the text, a byte order mark counted. */
  readonly offset: number;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in code points as PostgreSQL counts, a byte order mark not counted. */
  readonly column: number;
}

/**
 * Thrown when a script cannot be split: something is left open, is not SQL but psql's own, or is not text.
 * It points at the opener of what was left open.
 *
 * @example
 * ```ts
 * try {
 *   split("select 'abc");
 * } catch (error) {
 *   if (error instanceof SplitError) console.error(`${error.line}:${error.column} ${error.message}. ${error.hint}`);
 * }
 * ```
 */
export class SplitError extends Error {
  readonly code: SplitErrorCode;
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  readonly hint: string;

  constructor(details: SplitErrorDetails) {
    super(details.message);
    this.name = 'SplitError';
    this.code = details.code;
    this.offset = details.offset;
    this.line = details.line;
    this.column = details.column;
    this.hint = details.hint;
  }
}

/** A {@link SplitError} at `offset` of `sql`, its line and column counted. */
export function splitErrorAt(
  sql: string,
  offset: number,
  code: SplitErrorCode,
  message: string,
  hint: string,
): SplitError {
  return new SplitError({ code, message, hint, offset, ...positionAt(sql, offset) });
}
