import type { BaseState } from './base/base-state.ts';
import type { Origin } from './chain/command.ts';
import type { Chain } from './chain/follow-chain.ts';
import type { LintSeverity } from './finding.ts';

/** What a rule found; the rest of a finding is the same for all of its rule. */
export interface Draft {
  readonly at: Origin;
  /** The statement that it is about, 0-based; null when it is about the file. */
  readonly statement: number | null;
  readonly message: string;
  readonly remedy: readonly string[];
  /** Default: that of the rule. */
  readonly severity?: LintSeverity;
  readonly why?: string;
}

/** What rules look at. */
export interface Subject extends Chain {
  /** What the files are compared with; null without `base`. */
  readonly base: BaseState | null;
}

/** One rule: one file in `rules/`, one page in `docs/rules/`. */
export interface Rule {
  /** Stable: it stands in people's files. */
  readonly id: string;
  readonly severity: LintSeverity;
  /** One sentence: what it finds. The first line of its page. */
  readonly summary: string;
  /** What comes of it; one or two sentences. */
  readonly why: string;
  /** It says nothing unless there is something to compare with. */
  readonly needsBase?: boolean;
  readonly check: (subject: Subject) => Iterable<Draft>;
}
