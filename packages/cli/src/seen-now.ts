import type { DatabaseStatus } from '@plumbline/db-watchdog';

export type Seen = Pick<DatabaseStatus, 'up' | 'findings' | 'parts'>;

/**
 * What the last look itself has seen. The state also keeps what was known before of parts that could not be looked at
 * this time, which is no news.
 */
export function seenNow({ up, findings, parts }: Seen): Pick<Seen, 'findings' | 'parts'> {
  const now = up === false ? parts.filter(({ area }) => area === 'reach') : parts;
  const areas = new Set(
    now.flatMap(({ area, outcome }) => (area === 'reach' || outcome === 'ok' || outcome === 'drift' ? [area] : [])),
  );
  return { parts: now, findings: findings.filter(({ area }) => areas.has(area)) };
}
