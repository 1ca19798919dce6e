import type { CheckResult } from '../src/check/check-result.ts';
import type { WatchFinding } from '../src/check/watch-finding.ts';
import { newTargetState, type OpenFinding, type TargetState } from '../src/state/target-state.ts';

/** A finding of the schema, for tests that need one and do not care which. */
export function madeUpFinding(identity: string, more: Partial<WatchFinding> = {}): WatchFinding {
  return {
    area: 'schema',
    code: 'missing-relation',
    severity: 'critical',
    identity,
    expected: 'a table',
    actual: null,
    message: `There is no ${identity}.`,
    why: 'Queries that name it fail.',
    remedy: ['Create it.'],
    origin: 'migrations/003_agents.sql:12',
    ...more,
  };
}

/** What a status says beside its databases. */
export const madeUpFrame = {
  version: '0.1.0',
  startedAt: '2026-01-01T00:00:00.000Z',
  schedule: '* * * * *',
  nextCheckAt: null,
  messagesWaiting: 0,
  due: {},
  graceMs: 90_000,
};

/** A finding that is open. */
export function madeUpOpen(identity: string, more: Partial<OpenFinding> = {}): OpenFinding {
  return { ...madeUpFinding(identity, more), since: '2026-01-01T00:00:00.000Z', seen: 2, ...more };
}

/** A check that read everything at a minute of one day and found this in the schema. */
export function madeUpCheck(
  minute: number,
  findings: readonly WatchFinding[],
  more: Partial<CheckResult> = {},
): CheckResult {
  const at = new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
  const part = { durationMs: 1, error: null, skipped: null, note: null } as const;
  return {
    at,
    durationMs: 12,
    server: { role: 'primary', readOnly: false, version: '18.4', startedAt: '2026-01-01T00:00:00.000Z' },
    parts: [
      { ...part, area: 'reach', outcome: 'ok' },
      { ...part, area: 'schema', outcome: findings.length > 0 ? 'drift' : 'ok' },
    ],
    findings: { reach: [], schema: findings },
    migrations: [],
    historyDigest: 'h1',
    schema: {
      leftOut: {},
      objects: { table: 76 },
      expectedObjects: { table: 76 },
      source: 'recorded',
      digest: `d${findings.length}`,
    },
    keys: { fullest: [], highest: 0 },
    queries: null,
    lock: null,
    refusedSql: {},
    full: true,
    ...more,
  };
}

/** A database that was looked at. */
export function madeUpState(name: string, more: Partial<TargetState> = {}): TargetState {
  return { ...newTargetState(name), ...more };
}
