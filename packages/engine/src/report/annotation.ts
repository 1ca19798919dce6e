/** A finding of any kind as tools show it beside the code: what the formats of code scanning have in common. */
export interface Annotation {
  /** The stable id of the rule or check. */
  readonly rule: string;
  readonly level: 'error' | 'warning' | 'note';
  /** What was found, in a sentence or two. */
  readonly message: string;
  /** Path from the root of the repository, with `/`; null when it belongs to no file. */
  readonly file: string | null;
  /** 1-based; null for the file as a whole. */
  readonly line: number | null;
  /** 1-based, in code points. */
  readonly column: number | null;
  /** Why it matters and what to do; null when the message says it all. */
  readonly help: string | null;
}
