import { severities } from '@plumbline/engine/watch';
import type { CheckResult, PartResult, QueryFacts } from '../check/check-result.ts';
import { type Area, areas, findingKey, type WatchFinding } from '../check/watch-finding.ts';
import type { OpenFinding, PartState, PastCheck, SchemaChange, TargetState } from './target-state.ts';
import { verdictOf } from './verdict.ts';

/** How many of the last checks the chart shows. */
export const KEPT_CHECKS = 120;

/**
 * What is known after a check. Pure. What was looked at replaces what was known of it; the rest stays, with its age.
 */
export function foldCheck(before: TargetState, result: CheckResult): TargetState {
  const up = result.server !== null;
  const folded: TargetState = {
    ...before,
    up,
    upSince: before.up === up ? before.upSince : result.at,
    server: result.server ?? before.server,
    findings: foldFindings(before.findings, result),
    migrations: result.migrations ?? before.migrations,
    schema: result.schema ?? before.schema,
    historyDigest: result.historyDigest ?? before.historyDigest,
    keys: result.keys ?? before.keys,
    queries: foldQueries(before.queries, result.queries),
    lock: up ? result.lock : before.lock,
    parts: foldParts(before, result),
    lastFullAt: result.full ? result.at : before.lastFullAt,
    lastSchemaChange: schemaChange(before, result) ?? before.lastSchemaChange,
  };
  const verdict = verdictOf(folded);
  return {
    ...folded,
    verdictSince: before.verdictSince !== null && verdict === verdictOf(before) ? before.verdictSince : result.at,
    checks: [...before.checks, pastCheck(folded, result)].slice(-KEPT_CHECKS),
  };
}

/**
 * A schema that is not what it was at the last full read: by a migration when the history changed as well, else by
 * somebody's hand. Null when it is the same, or when there is nothing to compare with.
 */
export function schemaChange(before: TargetState, { at, schema, historyDigest }: CheckResult): SchemaChange | null {
  const was = before.schema?.digest ?? null;
  const is = schema?.digest ?? null;
  if (was === null || is === null || was === is) return null;
  const migrated = historyDigest !== null && historyDigest !== before.historyDigest;
  return { at, origin: migrated ? 'engine' : 'unknown' };
}

/** What was known of a query that could not be looked at just now still holds. */
function foldQueries(before: QueryFacts | null, now: QueryFacts | null): QueryFacts | null {
  if (now === null || now.unsure.length === 0) return now ?? before;
  const unsure = new Set(now.unsure);
  const kept = (before?.broken ?? []).filter(({ identity }) => unsure.has(identity));
  return { ...now, broken: [...now.broken, ...kept] };
}

function foldFindings(before: readonly OpenFinding[], { at, findings, queries }: CheckResult): readonly OpenFinding[] {
  const known = new Map(before.map((finding) => [findingKey(finding), finding]));
  const unsure = new Set(queries?.unsure);
  const ofArea = (area: Area): readonly OpenFinding[] => {
    const seen = findings[area];
    const were = before.filter((finding) => finding.area === area);
    if (seen === undefined) return were;
    const kept = area === 'queries' ? were.filter(({ identity }) => unsure.has(identity)) : [];
    return [...seen.map((finding) => open(finding, known.get(findingKey(finding)), at)), ...kept];
  };
  return areas.flatMap(ofArea).sort(bySeverity);
}

function open(finding: WatchFinding, known: OpenFinding | undefined, at: string): OpenFinding {
  return { ...finding, since: known?.since ?? at, seen: (known?.seen ?? 0) + 1 };
}

function bySeverity(one: OpenFinding, other: OpenFinding): number {
  return severities.indexOf(one.severity) - severities.indexOf(other.severity);
}

function foldParts(before: TargetState, { at, parts }: CheckResult): TargetState['parts'] {
  const folded: Partial<Record<Area, PartState>> = { ...before.parts };
  for (const part of parts) {
    const last = before.parts[part.area];
    // Nothing changed: what the last look said still holds, and is known to hold now.
    const holds = part.skipped === 'unchanged' && last !== undefined;
    const known = holds ? last : part;
    const worked = known.outcome === 'ok' || known.outcome === 'drift';
    const lastSuccessAt = worked ? at : (last?.lastSuccessAt ?? null);
    folded[part.area] = { ...known, at, lastSuccessAt, failingSince: failingSince(part, last, at) };
  }
  return folded;
}

/** A look that was put off says nothing of it; one that is not possible, or that finds nothing to look at, is no failure. */
function failingSince({ outcome, skipped }: PartResult, last: PartState | undefined, at: string): string | null {
  if (outcome === 'error' || outcome === 'unstable') return last?.failingSince ?? at;
  const isPutOff = skipped === 'unchanged' || skipped === 'migration_in_progress';
  return isPutOff ? (last?.failingSince ?? null) : null;
}

function pastCheck(state: TargetState, { at, durationMs, full, parts }: CheckResult): PastCheck {
  const failed = parts.some(({ outcome }) => outcome === 'error');
  const verdict = verdictOf(state);
  const outcome = verdict === 'down' ? 'down' : failed || verdict === 'unknown' ? 'error' : verdict;
  return { at, durationMs: Math.round(durationMs * 10) / 10, outcome, full };
}
