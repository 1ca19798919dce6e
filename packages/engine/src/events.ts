import type { Blocker } from './diagnose/diagnosis.ts';

/** A NOTICE, WARNING, INFO or LOG that the server sent while a migration ran. */
export interface ServerNotice {
  readonly severity: string;
  readonly sqlstate: string;
  readonly message: string;
  readonly detail: string | null;
  readonly hint: string | null;
}

/** Who holds the migration lock, as far as this role may see. `age` in seconds. */
export interface LockHolder {
  readonly pid: number;
  readonly application: string;
  readonly state: string | null;
  readonly age: number | null;
}

/** Everything that happens during a run, in order, for programs that want to show it. Durations are milliseconds. */
export type MigrateEvent =
  | { readonly type: 'connect-retry'; readonly attempt: number; readonly delayMs: number; readonly reason: string }
  | { readonly type: 'connected'; readonly database: string; readonly user: string; readonly serverVersion: string }
  | { readonly type: 'planned'; readonly applied: number; readonly pending: readonly string[] }
  | { readonly type: 'warning'; readonly code: string; readonly message: string; readonly migration: string | null }
  | { readonly type: 'lock-wait'; readonly waitedMs: number; readonly holder: LockHolder | null }
  | {
      readonly type: 'migration-start';
      readonly migration: string;
      readonly statements: number;
      readonly index: number;
      readonly total: number;
    }
  | {
      readonly type: 'migration-blocked';
      readonly migration: string;
      readonly elapsedMs: number;
      readonly blockers: readonly Blocker[];
    }
  | {
      /** While a statement runs, every half second. `phase` and `percent` are those of CREATE INDEX, else null. */
      readonly type: 'migration-progress';
      readonly migration: string;
      readonly elapsedMs: number;
      readonly phase: string | null;
      readonly percent: number | null;
    }
  | {
      readonly type: 'migration-retry';
      readonly migration: string;
      readonly attempt: number;
      readonly delayMs: number;
      readonly reason: string;
      readonly blockers: readonly Blocker[];
    }
  | { readonly type: 'reconnecting'; readonly reason: string }
  | { readonly type: 'migration-resumed'; readonly migration: string; readonly done: number; readonly total: number }
  | { readonly type: 'notice'; readonly migration: string; readonly notice: ServerNotice }
  | {
      readonly type: 'migration-applied';
      readonly migration: string;
      readonly statements: number;
      readonly durationMs: number;
      readonly warnings: number;
    }
  | {
      /** By `down`: its down file ran, and it is pending. */
      readonly type: 'migration-reverted';
      readonly migration: string;
      readonly statements: number;
      readonly durationMs: number;
    }
  | { readonly type: 'migration-failed'; readonly migration: string; readonly durationMs: number };

export type OnEvent = (event: MigrateEvent) => void;
