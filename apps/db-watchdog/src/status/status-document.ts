import { plainDuration, type Severity } from '@plumbline/engine/watch';
import type { KeyUse, MigrationFact, MigrationLock, QueryFacts, ServerFacts } from '../check/check-result.ts';
import type { OpenFinding, PartState, PastCheck, SchemaChange, TargetState } from '../state/target-state.ts';
import { countBySeverity, type Verdict, verdictOf, verdicts } from '../state/verdict.ts';

/** What `GET /api/status` answers; docs/watchdog.md describes it. Times are ISO 8601, durations milliseconds. */
export interface StatusDocument {
  /** Grows when a field changes its meaning or goes away. */
  readonly format: 1;
  readonly version: string;
  readonly at: string;
  readonly startedAt: string;
  readonly schedule: string;
  /** When the schedule looks next at any of them; null when it never does. */
  readonly nextCheckAt: string | null;
  /** The worst of all databases. */
  readonly verdict: Verdict;
  readonly databases: readonly DatabaseStatus[];
  /** Messages that wait to be delivered. */
  readonly messagesWaiting: number;
}

export interface DatabaseStatus {
  readonly name: string;
  readonly verdict: Verdict;
  /** One sentence. */
  readonly summary: string;
  readonly verdictSince: string | null;
  /** When the check after the last one was due, or is; null when none is. */
  readonly dueAt: string | null;
  /** Whether that check is overdue: what is known is old, and what was good is not known any more. */
  readonly isLate: boolean;
  readonly up: boolean | null;
  readonly server: ServerFacts | null;
  readonly counts: Readonly<Record<Severity, number>>;
  readonly findings: readonly OpenFinding[];
  /** How many findings are not in the list. */
  readonly findingsLeftOut: number;
  readonly expectedFrom: string | null;
  readonly migrations: readonly MigrationFact[];
  readonly migrationLock: MigrationLock | null;
  readonly keys: readonly KeyUse[];
  readonly queries: QueryCounts | null;
  readonly lastSchemaChange: SchemaChange | null;
  readonly lastFullReadAt: string | null;
  readonly parts: readonly PartState[];
  readonly checks: readonly PastCheck[];
}

/** The queries of the application against the schema. */
export interface QueryCounts {
  readonly checked: number;
  readonly broken: number;
  readonly unsure: number;
}

/** What holds for the whole watchdog. */
export interface StatusFrame {
  readonly version: string;
  readonly startedAt: string;
  readonly schedule: string;
  readonly nextCheckAt: string | null;
  readonly messagesWaiting: number;
  /** By database: when the check after the last one was due, or is. */
  readonly due: Readonly<Record<string, string | null>>;
  /** What a check may take before it is late, in milliseconds. */
  readonly graceMs: number;
}

const MOST_FINDINGS = 500;

/** Everything that is known, as one plain value. */
export function statusDocument(states: readonly TargetState[], frame: StatusFrame, at: Date): StatusDocument {
  const databases = states.map((state) => databaseStatus(state, frame, at));
  return {
    format: 1,
    version: frame.version,
    at: at.toISOString(),
    startedAt: frame.startedAt,
    schedule: frame.schedule,
    nextCheckAt: frame.nextCheckAt,
    verdict: verdicts.find((verdict) => databases.some((database) => database.verdict === verdict)) ?? 'unknown',
    databases,
    messagesWaiting: frame.messagesWaiting,
  };
}

function databaseStatus(state: TargetState, { due, graceMs }: StatusFrame, at: Date): DatabaseStatus {
  const counts = countBySeverity(state);
  const findings = state.findings.slice(0, MOST_FINDINGS);
  const all = counts.critical + counts.major + counts.minor + counts.info;
  const dueAt = due[state.name] ?? null;
  const isLate = state.up !== null && dueAt !== null && at.getTime() - Date.parse(dueAt) > graceMs;
  const known = verdictOf(state);
  // Bad news stays until somebody has seen that it is over.
  const verdict = isLate && (known === 'true' || known === 'attention') ? 'unknown' : known;
  return {
    name: state.name,
    verdict,
    summary: isLate ? lateText(state, known, at) : summaryOf(state, known, counts),
    verdictSince: state.verdictSince,
    dueAt,
    isLate,
    up: state.up,
    server: state.server,
    counts,
    findings,
    findingsLeftOut: Math.max(0, all - findings.length),
    expectedFrom: state.schema?.source ?? null,
    migrations: state.migrations,
    migrationLock: state.lock,
    keys: state.keys?.fullest ?? [],
    queries: queryCounts(state.queries),
    lastSchemaChange: state.lastSchemaChange,
    lastFullReadAt: state.lastFullAt,
    parts: Object.values(state.parts),
    checks: state.checks,
  };
}

function queryCounts(facts: QueryFacts | null): QueryCounts | null {
  if (facts === null) return null;
  return { checked: facts.checked, broken: facts.broken.length, unsure: facts.unsure.length };
}

function summaryOf(state: TargetState, verdict: Verdict, counts: Readonly<Record<Severity, number>>): string {
  const { name } = state;
  switch (verdict) {
    case 'true':
      return `${name} is what its migrations say.`;
    case 'attention':
      return `${name} is what its migrations say, and needs attention: ${countWords(counts)}.`;
    case 'down':
      return `${name} does not answer.`;
    case 'unknown':
      return unknownText(state);
    case 'drift':
      return `${name} is not what its migrations say: ${countWords(counts)}.`;
  }
}

function lateText({ name, checks }: TargetState, known: Verdict, at: Date): string {
  const last = checks.at(-1)?.at;
  const age = last === undefined ? '' : ` for ${plainDuration(at.getTime() - Date.parse(last))}`;
  const then: Readonly<Record<Verdict, string>> = {
    true: 'it was what its migrations say',
    attention: 'it was what its migrations say, and needed attention',
    drift: 'it was not what its migrations say',
    down: 'it did not answer',
    unknown: 'nothing was known of it',
  };
  return `Nobody has looked at ${name}${age}; then ${then[known]}.`;
}

/** Why nothing can be said. */
export function unknownText({ name, up, schema, parts }: TargetState): string {
  if (up === null) return `Nobody has looked at ${name} yet.`;
  if (parts.schema?.outcome === 'error') return `${name} answers, and its schema could not be read.`;
  return schema === null
    ? `${name} answers, and its schema is being changed.`
    : `${name} answers, and nothing says what its schema should be.`;
}

function countWords(counts: Readonly<Record<Severity, number>>): string {
  const present = (['critical', 'major', 'minor'] as const).filter((severity) => counts[severity] > 0);
  const words = present.map((severity) => `${counts[severity]} ${severity}`);
  const list = words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
  // The noun goes with the number that stands before it: "2 critical and 1 minor finding".
  const last = present.at(-1);
  return `${list} finding${last !== undefined && counts[last] === 1 ? '' : 's'}`;
}
