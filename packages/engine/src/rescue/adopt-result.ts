import type { PlumblineError } from '../errors.ts';
import type { Target } from '../target.ts';
import type { Finding } from '../verify/finding.ts';
import type { MigrationEvidence } from './evidence.ts';
import type { PlanStep } from './plan/plan-step.ts';
import type { Obstacle } from './repair/repair.ts';

/** What adoption found, and did or would do. */
export interface AdoptResult {
  /** Whether the schema is what the migrations say, or would be after the plan. */
  readonly ok: boolean;
  readonly target: Target | null;
  readonly serverVersion: string | null;
  /** Whether something was changed: false without `apply`. */
  readonly applied: boolean;
  /** History tables of other tools that were read. */
  readonly histories: readonly {
    readonly tool: string;
    readonly table: string;
    readonly matched: number;
    readonly unmatched: number;
  }[];
  /** Every migration, in order. */
  readonly migrations: readonly MigrationEvidence[];
  /** What is to be done, in order. Empty when there is nothing to do but to record. */
  readonly steps: readonly PlanStep[];
  /** What only a person can decide; with any of these nothing is changed. */
  readonly obstacles: readonly Obstacle[];
  /** Identities of what is there and in no migration; left alone unless `allow` names it. */
  readonly extras: readonly string[];
  /** What is not known and left alone, a sentence each. */
  readonly notes: readonly string[];
  /** What the schema lacks or has otherwise: as it was, and after the rehearsal or the run. */
  readonly findings: { readonly before: readonly Finding[]; readonly after: readonly Finding[] };
  /** What to say about it that is no failure. */
  readonly warnings: readonly string[];
  /** Names that are recorded as applied, or would be. */
  readonly recorded: readonly string[];
  readonly error: PlumblineError | null;
  readonly durationMs: number;
}
