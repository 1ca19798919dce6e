import type { CheckFailure } from './check-failure.ts';
import type { CheckResult } from './check-result.ts';
import { ownFindingCodes } from './finding-kinds.ts';
import type { WatchFinding } from './watch-finding.ts';

const REMEDIES: Readonly<Partial<Record<CheckFailure['reason'], string>>> = {
  auth: 'The server answers: look at the role, its password and pg_hba.conf.',
  permission: 'The server refuses the role: GRANT CONNECT ON DATABASE is missing; docs/watchdog.md has the lines.',
  timeout: 'Something accepts the connection and does not answer: look at the server and at what is in between.',
};

/** The result of a check that did not get an answer. */
export function unreachable(failure: CheckFailure, at: string, durationMs: number): CheckResult {
  const { reason, message } = failure;
  const finding: WatchFinding = {
    area: 'reach',
    code: 'unreachable',
    severity: ownFindingCodes.unreachable.severity,
    identity: 'database',
    expected: 'an answer',
    actual: `${reason}: ${message}`,
    message: `The database does not answer (${reason}): ${message}.`,
    why: 'The application does not reach it either, or will not when its connections end.',
    remedy: [REMEDIES[reason] ?? 'Look whether the server runs, and whether the network reaches it from here.'],
    origin: null,
  };
  return {
    at,
    durationMs,
    server: null,
    parts: [{ area: 'reach', outcome: 'error', durationMs, error: reason, skipped: null, note: message }],
    findings: { reach: [finding] },
    migrations: null,
    historyDigest: null,
    schema: null,
    keys: null,
    queries: null,
    lock: null,
    refusedSql: {},
    full: false,
  };
}
