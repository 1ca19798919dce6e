import type { Diagnosis } from './diagnose/diagnosis.ts';
import type { FilePosition, PlumblineError } from './errors.ts';
import type { ServerNotice } from './events.ts';
import type { ServerFailure } from './server-failure.ts';
import type { Target } from './target.ts';

/** How a file and its history row relate. */
export type MigrationState =
  | 'applied'
  | 'pending'
  /** Its last attempt failed; it is pending. What a stepwise file has done stays done. */
  | 'failed'
  /** A stepwise file that stopped half way, or that runs right now. */
  | 'interrupted'
  /** Applied, then its statements were changed. */
  | 'edited'
  /** Applied, then only comments or white space were changed: harmless, said. */
  | 'cosmetic'
  /** Applied under another name with the same content. */
  | 'renamed'
  /** In the history, no file. */
  | 'missing'
  /** Pending, although a later one is applied. */
  | 'out-of-order';

export interface MigrationStatus {
  readonly name: string;
  /** Path as a person would type it; null when there is no file. */
  readonly file: string | null;
  readonly state: MigrationState;
  readonly statements: number | null;
  /** ISO 8601, null when it is not applied. */
  readonly appliedAt: string | null;
  readonly appliedBy: string | null;
  readonly durationMs: number | null;
  /** What is to be said about it: the reason of a conflict, the last error, the former name. */
  readonly note: string | null;
}

export interface AppliedMigration {
  readonly name: string;
  readonly file: string;
  readonly statements: number;
  readonly durationMs: number;
  readonly notices: readonly ServerNotice[];
  /** How often it was tried before (lock timeouts, deadlocks). */
  readonly retries: number;
}

export interface FailedMigration {
  readonly name: string;
  readonly mode: 'transactional' | 'stepwise';
  readonly file: string;
  readonly position: FilePosition | null;
  /** 1-based number of the statement that failed, of `statements`; null when it is not known. */
  readonly statement: number | null;
  readonly statements: number;
  /** How many statements of this file stay: none of one that runs in a transaction, those done of a stepwise one. */
  readonly kept: number;
  /** What a failed CREATE INDEX CONCURRENTLY left behind, invalid; its next run drops it. */
  readonly leftover: string | null;
  /** The source around `position` with a caret, ready to print. */
  readonly frame: string | null;
  readonly failure: ServerFailure;
  readonly diagnosis: Diagnosis;
  readonly notices: readonly ServerNotice[];
  readonly durationMs: number;
}

/** What a run did. A failure is a value here: nothing that was applied is lost from sight. */
export interface MigrateResult {
  readonly ok: boolean;
  readonly target: Target | null;
  readonly serverVersion: string | null;
  readonly applied: readonly AppliedMigration[];
  /** Names that were applied before this run began. */
  readonly skipped: readonly string[];
  /** Names that are still to run: after a failure, with `dryRun`, or beyond `to`. */
  readonly pending: readonly string[];
  readonly failed: FailedMigration | null;
  /** Every migration whose state is not simply applied or pending, with the reason. */
  readonly conflicts: readonly MigrationStatus[];
  readonly warnings: readonly string[];
  /** Why it is not ok; null when it is. */
  readonly error: PlumblineError | null;
  readonly durationMs: number;
}

/** What `status` found. Reading only: nothing is written and no lock is taken. */
export interface StatusResult {
  readonly ok: boolean;
  readonly target: Target | null;
  readonly serverVersion: string | null;
  /** Every file and every history row, in the order in which they run. */
  readonly migrations: readonly MigrationStatus[];
  readonly pending: readonly string[];
  readonly conflicts: readonly MigrationStatus[];
  readonly warnings: readonly string[];
  readonly error: PlumblineError | null;
  readonly durationMs: number;
}
