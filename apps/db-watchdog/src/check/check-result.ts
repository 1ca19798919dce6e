import type { MigrationState } from '@plumbline/engine/watch';
import type { FailureReason } from './check-failure.ts';
import type { Area, WatchFinding } from './watch-finding.ts';

/** drift: it was looked at and is not as it should be. unstable: it changed while it was read, which says nothing. */
export const partOutcomes = ['ok', 'drift', 'error', 'skipped', 'unstable'] as const;
export type PartOutcome = (typeof partOutcomes)[number];

/** not_allowed: the role may not read it. nothing_expected: there is nothing to compare it with. A closed set: it labels metrics. */
export const skipReasons = [
  'unchanged',
  'overlap',
  'migration_in_progress',
  'not_allowed',
  'nothing_expected',
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** How one part of a check went. */
export interface PartResult {
  readonly area: Area;
  readonly outcome: PartOutcome;
  readonly durationMs: number;
  /** With `error`: of which kind. */
  readonly error: FailureReason | null;
  readonly skipped: SkipReason | null;
  /** For a person: why it failed or was skipped; null when there is nothing to say. */
  readonly note: string | null;
}

/** What the server says of itself. */
export interface ServerFacts {
  readonly role: 'primary' | 'standby';
  /** Whether new transactions can write as a rule. */
  readonly readOnly: boolean;
  readonly version: string;
  /** ISO 8601. */
  readonly startedAt: string;
}

export interface MigrationFact {
  readonly name: string;
  readonly state: MigrationState;
  readonly appliedAt: string | null;
  readonly appliedBy: string | null;
  readonly durationMs: number | null;
  readonly note: string | null;
}

/** A full read of the schema. */
export interface SchemaFacts {
  /** Findings that are too many for the list, by `code severity`. */
  readonly leftOut: Readonly<Record<string, number>>;
  /** How many objects of each kind there are. */
  readonly objects: Readonly<Record<string, number>>;
  /** How many objects of each kind there should be; null when nothing says so. */
  readonly expectedObjects: Readonly<Record<string, number>> | null;
  /** Where the expected schema is from: recorded, snapshot, replayed; null when nothing says what it should be. */
  readonly source: string | null;
  /** Of the live catalog; the same schema has the same digest. Null when part of it could not be read. */
  readonly digest: string | null;
}

/** How full the keys are. */
export interface KeyFacts {
  /** Those that are more than half full, fullest first. */
  readonly fullest: readonly KeyUse[];
  /** The fullest of all, from 0 to 1. */
  readonly highest: number;
}

/** How much of its range a key has used. */
export interface KeyUse {
  readonly sequence: string;
  /** `public.users.id`; null when no column is known to take its numbers. */
  readonly column: string | null;
  readonly ratio: number;
  readonly last: string;
  readonly most: string;
}

/** How the queries of the application fared. */
export interface QueryFacts {
  /** How many the server prepared, or refused for what the schema has. */
  readonly checked: number;
  readonly broken: readonly BrokenQuery[];
  /** Identities of those that a lock or a change kept from being looked at just now: what was known of them holds. */
  readonly unsure: readonly string[];
}

export interface BrokenQuery {
  /** As its finding is called. */
  readonly identity: string;
  readonly sqlstate: string;
}

/** The migration lock. */
export interface MigrationLock {
  readonly pid: number;
  readonly application: string;
  readonly heldMs: number | null;
}

/** What one check found. A part that was not looked at has null: what was known of it before still holds. */
export interface CheckResult {
  /** ISO 8601: when it began. */
  readonly at: string;
  readonly durationMs: number;
  /** Null when the database did not answer: then nothing else is known. */
  readonly server: ServerFacts | null;
  readonly parts: readonly PartResult[];
  /** Findings of each area that was looked at. */
  readonly findings: Readonly<Partial<Record<Area, readonly WatchFinding[]>>>;
  readonly migrations: readonly MigrationFact[] | null;
  /** Of the history's rows; null when it was not read. */
  readonly historyDigest: string | null;
  readonly schema: SchemaFacts | null;
  readonly keys: KeyFacts | null;
  readonly queries: QueryFacts | null;
  readonly lock: MigrationLock | null;
  /** Refused SQL since the last look, by SQLSTATE. */
  readonly refusedSql: Readonly<Record<string, number>>;
  /** Whether everything was read, rather than seen to be unchanged. */
  readonly full: boolean;
}
