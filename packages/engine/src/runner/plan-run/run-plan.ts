import type { PlumblineError } from '../../errors.ts';
import type { LockMode } from '../../locks/lock-mode.ts';
import type { MigrationState, MigrationStatus } from '../../migrate-result.ts';
import type { Mode } from '../../source/file-mode.ts';
import type { Target } from '../../target.ts';

/** A lock that a statement will take. */
export interface PlannedLock {
  /** As it would be written: `orders`, `shop."Orders"`. */
  readonly relation: string;
  readonly mode: LockMode;
  /** Who of the application waits while it is held. */
  readonly waits: 'readers and writers' | 'writers' | 'nobody';
  /** An earlier statement of this run makes the relation: nobody waits for it. */
  readonly isNew: boolean;
  /** About how many rows it has now; null when it is not there, or was never counted. */
  readonly rows: number | null;
  readonly bytes: number | null;
}

export interface PlannedStatement {
  /** In its file, from 1. */
  readonly number: number;
  readonly kind: string;
  readonly line: number;
  readonly column: number;
  /** Its beginning, on one line. */
  readonly text: string;
  /** Which of the file's transactions it runs in, from 1; null when it runs outside of one. */
  readonly transaction: number | null;
  /** A stepwise file that stopped half way goes on behind it. */
  readonly isDone: boolean;
  readonly locks: readonly PlannedLock[];
  /** Whether a table is written anew while it is locked, as far as the text tells. Never of a new one. */
  readonly rewrites: 'no' | 'maybe' | 'yes';
  /** What the text does not tell, a sentence each. */
  readonly notes: readonly string[];
}

export interface PlannedFile {
  readonly name: string;
  readonly file: string;
  readonly state: MigrationState;
  readonly mode: Mode;
  /** Milliseconds; 0 is no limit. */
  readonly lockTimeoutMs: number;
  readonly statementTimeoutMs: number;
  readonly statements: readonly PlannedStatement[];
  readonly warnings: readonly string[];
}

/** What a run would do, in order. */
export interface RunPlan {
  readonly ok: boolean;
  readonly target: Target | null;
  readonly serverVersion: string | null;
  readonly files: readonly PlannedFile[];
  readonly conflicts: readonly MigrationStatus[];
  readonly warnings: readonly string[];
  readonly error: PlumblineError | null;
  readonly durationMs: number;
}
