import type { FilePosition } from '../errors.ts';

/** `error`: it fails, or does something else than it says. `warning`: it works, at a price. */
export type LintSeverity = 'error' | 'warning';

/** What a rule has to say about one place in a file. */
export interface LintFinding extends FilePosition {
  /** The stable id of the rule; `docs/rules/<rule>.md` describes it. */
  readonly rule: string;
  readonly severity: LintSeverity;
  /** The name of the migration. */
  readonly migration: string;
  /** UTF-16 offset in the text of the file. */
  readonly offset: number;
  /** What is the case, with the names it is about. */
  readonly message: string;
  /** What comes of it. */
  readonly why: string;
  /** What to do, one sentence an entry. */
  readonly remedy: readonly string[];
}
