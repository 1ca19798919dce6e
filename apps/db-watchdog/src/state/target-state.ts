import type {
  KeyFacts,
  MigrationFact,
  MigrationLock,
  PartResult,
  QueryFacts,
  SchemaFacts,
  ServerFacts,
} from '../check/check-result.ts';
import type { Area, WatchFinding } from '../check/watch-finding.ts';
import type { ToldFinding } from '../notify/told-finding.ts';

/** A finding that is there now. */
export interface OpenFinding extends WatchFinding {
  /** ISO 8601: when it was seen first. */
  readonly since: string;
  /** How many looks at its area in a row have seen it. */
  readonly seen: number;
}

/** One check as the chart of the last ones shows it. */
export interface PastCheck {
  readonly at: string;
  readonly durationMs: number;
  readonly outcome: 'true' | 'attention' | 'drift' | 'down' | 'error';
  readonly full: boolean;
}

/** All that is known of one database; survives a restart. */
export interface TargetState {
  readonly name: string;
  /** Whether the last check reached it; null before the first one. */
  readonly up: boolean | null;
  /** ISO 8601: since when `up` is what it is. */
  readonly upSince: string | null;
  readonly server: ServerFacts | null;
  readonly findings: readonly OpenFinding[];
  /** Since when the verdict is what it is. */
  readonly verdictSince: string | null;
  readonly migrations: readonly MigrationFact[];
  readonly schema: SchemaFacts | null;
  readonly historyDigest: string | null;
  readonly keys: KeyFacts | null;
  /** Null when none are named, or none were looked at yet. */
  readonly queries: QueryFacts | null;
  readonly lock: MigrationLock | null;
  /** Of each area: the last look and the last one that worked. */
  readonly parts: Readonly<Partial<Record<Area, PartState>>>;
  readonly lastFullAt: string | null;
  readonly lastSchemaChange: SchemaChange | null;
  /** The last checks, oldest first. */
  readonly checks: readonly PastCheck[];
  /** What people have been told. */
  readonly told: Readonly<Record<string, ToldFinding>>;
}

export interface PartState extends PartResult {
  readonly at: string;
  readonly lastSuccessAt: string | null;
  /** Since when each look at it has failed, also where none ever worked; null when the last one did not fail. */
  readonly failingSince: string | null;
}

export interface SchemaChange {
  readonly at: string;
  /** engine: the history changed as well. unknown: somebody did it by hand. */
  readonly origin: 'engine' | 'unknown';
}

/** A database that nobody has looked at yet. */
export function newTargetState(name: string): TargetState {
  return {
    name,
    up: null,
    upSince: null,
    server: null,
    findings: [],
    verdictSince: null,
    migrations: [],
    schema: null,
    historyDigest: null,
    keys: null,
    queries: null,
    lock: null,
    parts: {},
    lastFullAt: null,
    lastSchemaChange: null,
    checks: [],
    told: {},
  };
}
