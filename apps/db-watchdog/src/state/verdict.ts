import { type Severity, severities } from '@plumbline/engine';
import type { TargetState } from './target-state.ts';

/** unknown: nobody has looked yet, the schema could not be read, or nothing says what it should be. */
export type Verdict = 'true' | 'drift' | 'down' | 'unknown';

/** The one thing that a person wants to know: is the database what its migrations say? */
export function verdictOf({ up, findings, schema, parts }: TargetState): Verdict {
  if (up === false) return 'down';
  if (up === null) return 'unknown';
  if (findings.some(({ severity }) => severity !== 'info')) return 'drift';
  const { outcome } = parts.schema ?? {};
  return schema === null || schema.source === null || outcome === 'error' ? 'unknown' : 'true';
}

/** How many findings of each severity there are; those left out of the list count too. */
export function countBySeverity({
  findings,
  schema,
}: Pick<TargetState, 'findings' | 'schema'>): Readonly<Record<Severity, number>> {
  const counts = { critical: 0, major: 0, minor: 0, info: 0 };
  for (const { area, severity } of findings) if (area !== 'schema' || schema === null) counts[severity] += 1;
  for (const [key, count] of Object.entries(schema?.counts ?? {})) {
    const severity = key.split(' ')[1] as Severity;
    if (severities.includes(severity)) counts[severity] += count;
  }
  return counts;
}
