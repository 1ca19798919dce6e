import type { Severity } from '@plumbline/engine/watch';
import type { Area } from '../check/watch-finding.ts';
import type { TargetState } from './target-state.ts';

/**
 * true: the database is what its migrations say. attention: so it is, and something else is wrong with it. drift: it is
 * not. unknown: nobody has looked yet, the schema could not be read, or nothing says what it should be.
 */
export type Verdict = 'true' | 'attention' | 'drift' | 'down' | 'unknown';

/** From the worst. */
export const verdicts: readonly Verdict[] = ['down', 'drift', 'unknown', 'attention', 'true'];

/** Where findings mean that the database is not what its migrations say. */
const TRUTH: ReadonlySet<Area> = new Set(['schema', 'history']);

/** The one thing that a person wants to know. */
export function verdictOf({ up, findings, schema, parts }: TargetState): Verdict {
  if (up === false) return 'down';
  if (up === null) return 'unknown';
  if (findings.some(({ area, severity }) => TRUTH.has(area) && severity !== 'info')) return 'drift';
  if (schema === null || schema.source === null || parts.schema?.outcome === 'error') return 'unknown';
  return findings.some(({ severity }) => severity === 'critical' || severity === 'major') ? 'attention' : 'true';
}

/** How many findings of each severity there are; those left out of the list count too. */
export function countBySeverity({
  findings,
  schema,
}: Pick<TargetState, 'findings' | 'schema'>): Readonly<Record<Severity, number>> {
  const counts = { critical: 0, major: 0, minor: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  for (const [key, count] of Object.entries(schema?.leftOut ?? {})) {
    counts[key.split(' ')[1] as Severity] += count;
  }
  return counts;
}
