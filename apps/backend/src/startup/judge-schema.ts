import { type Finding, type Severity, severities } from '@plumbline/engine';
import type { UnmetNeed } from '../schema/unmet-needs.ts';

/** What was found out about the schema. */
export interface SchemaFacts {
  /** What the code of this build needs and the database lacks. */
  readonly unmet: readonly UnmetNeed[];
  /** Differences from what the migrations make. */
  readonly findings: readonly Finding[];
  /** Migrations of a newer build in the history. */
  readonly unknown: readonly string[];
  /** The least severe finding that stops the start; `never` leaves it to the needs. */
  readonly failOn: Severity | 'never';
}

/** One reason not to start. */
export interface Reason {
  readonly message: string;
  /** What breaks because of it; null when the message says it. */
  readonly why: string | null;
  readonly remedy: readonly string[];
  /** The statement of the migration that makes the object: `migrations/020_agents.sql:56`. */
  readonly origin: string | null;
}

export interface SchemaVerdict {
  /** None means that the service may serve. */
  readonly reasons: readonly Reason[];
  /** Findings that are said and stop nothing. */
  readonly tolerated: readonly Finding[];
}

/**
 * Whether a build may serve on a schema. What its own code needs must be there, always. Beyond that, a schema that is as
 * old as the build must be what the migrations make; a newer one may differ from them in every way but that one, since
 * that is what a newer build is for: the replicas of the older one keep serving while it is deployed. Pure.
 */
export function judgeSchema({ unmet, findings, unknown, failOn }: SchemaFacts): SchemaVerdict {
  const isNewer = unknown.length > 0;
  const counting = failOn === 'never' || isNewer ? [] : severities.slice(0, severities.indexOf(failOn) + 1);
  const needed = unmet.map((need) => ({ need, finding: findings.find((finding) => isAbout(finding, need)) }));
  const told = new Set(needed.map(({ finding }) => finding));
  const others = findings.filter((finding) => !told.has(finding));
  return {
    reasons: [
      ...needed.map(({ need, finding }) => (finding === undefined ? fromNeed(need, isNewer) : fromFinding(finding))),
      ...others.filter(({ severity }) => counting.includes(severity)).map(fromFinding),
    ],
    tolerated: others.filter(({ severity }) => !counting.includes(severity)),
  };
}

/** The finding knows where the object is made and how to bring it back; the need knows that it is needed. */
function isAbout({ object, code }: Finding, { table, column }: UnmetNeed): boolean {
  if (table === null || code.startsWith('extra-')) return false;
  return column === null
    ? object.kind === 'table' && object.name === table
    : object.kind === 'column' && object.table === table && object.name === column;
}

function fromNeed({ message, remedy }: UnmetNeed, isNewer: boolean): Reason {
  const deploy = 'The schema is newer than this build: deploy the build that goes with it.';
  return {
    message,
    why: 'Queries of this build fail without it.',
    remedy: isNewer ? [deploy] : [remedy],
    origin: null,
  };
}

function fromFinding({ message, why, remedy, origin }: Finding): Reason {
  return { message, why, remedy, origin: origin === null ? null : `${origin.file}:${origin.line}` };
}
