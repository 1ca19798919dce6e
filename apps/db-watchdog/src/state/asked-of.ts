import type { Area } from '../check/watch-finding.ts';
import type { TargetConfig } from '../config/watchdog-config.ts';
import type { TargetState } from './target-state.ts';

/** What is looked at only where the configuration says so. */
export type Asked = Pick<TargetConfig, 'name' | 'log' | 'queries'>;

/**
 * What is known of a database without what nobody asks for any more: it would be old for ever. A state file of an earlier
 * version gets what it lacks.
 */
export function askedOf(state: TargetState, { log, queries }: Asked): TargetState {
  const unasked = new Set<Area>([
    ...(log === null ? ['log' as const] : []),
    ...(queries.length === 0 ? ['queries' as const] : []),
  ]);
  return {
    ...state,
    findings: state.findings.filter(({ area }) => !unasked.has(area)),
    parts: Object.fromEntries(Object.entries(state.parts).filter(([area]) => !unasked.has(area as Area))),
    queries: unasked.has('queries') ? null : (state.queries ?? null),
  };
}
