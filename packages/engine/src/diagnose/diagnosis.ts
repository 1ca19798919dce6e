import type { ServerFailure } from '../server-failure.ts';
import type { Target } from '../target.ts';

export type { Target };

/** Somebody who holds what we wait for, from pg_blocking_pids and pg_stat_activity. Ages in seconds. */
export interface Blocker {
  readonly pid: number;
  readonly application: string;
  readonly user: string | null;
  readonly state: string | null;
  readonly transactionAge: number | null;
  readonly query: string | null;
}

/** Both sides of a foreign key as they are written and as the catalog has them. */
export interface ForeignKeySides {
  readonly table: string;
  readonly column: string;
  readonly type: string | null;
  readonly targetTable: string;
  readonly targetColumn: string;
  readonly targetType: string | null;
}

/** What was looked up in the live database after a failure. Everything is optional: the look-up itself can fail. */
export interface FailureFacts {
  /** Relation or column names that exist and look like the missing one, best first, as they would be written. */
  readonly similar?: readonly string[];
  /** The migration, not yet applied, that would create the missing object: its name and file position. */
  readonly createdBy?: { readonly migration: string; readonly position: string; readonly sameFile?: boolean };
  readonly foreignKeys?: readonly ForeignKeySides[];
  readonly blockers?: readonly Blocker[];
  readonly isStandby?: boolean;
  readonly availableExtensions?: readonly string[];
  readonly maxConnections?: number;
  /** The role that ran the statement and who owns the object it was refused, as far as they are known. */
  readonly currentUser?: string;
  readonly owner?: string;
  /** Why something could not be looked up, one sentence an entry: a gap in the facts is said, not hidden. */
  readonly notes?: readonly string[];
}

export interface DiagnoseInput {
  readonly failure: ServerFailure;
  /** The statement that failed, when it is known. */
  readonly statement?: { readonly text: string; readonly kind: string };
  readonly target?: Target;
  readonly facts?: FailureFacts;
}

/** A failure in plain words: what happened, why, and what to do. */
export interface Diagnosis {
  /** Stable, kebab-case: `foreign-key-type-mismatch`, `lock-timeout`, ... or `unknown`. */
  readonly code: string;
  /** One line. */
  readonly title: string;
  /** A paragraph in plain words, naming the objects. */
  readonly explanation: string;
  /** What to do, one step an entry, most likely first. */
  readonly remedy: readonly string[];
}
