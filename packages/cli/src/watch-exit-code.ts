import type { PartState } from '@plumbline/db-watchdog';
import { type Severity, severities } from '@plumbline/engine';
import { type Seen, seenNow } from './seen-now.ts';

export interface WatchRules {
  /** The least severity that fails. */
  readonly failOn: Severity;
  /** Migrations that are still to run are fine. */
  readonly allowPending: boolean;
}

/**
 * The worst news of all databases. What is known for certain comes before what could not be seen: who tries again on 75
 * must not pass over drift. 4 findings, 6 files and history disagree, 1 a fault, 2 refused by the server or nothing to
 * compare with, 75 no answer now, 3 pending; 0 none.
 */
const ORDER = [4, 6, 1, 2, 75, 3] as const;
type Code = (typeof ORDER)[number];

/** The exit code of `plumbline watch --once`. */
export function watchExitCode(databases: readonly Seen[], rules: WatchRules): number {
  const codes = new Set(databases.flatMap((database) => codesOf(database, rules)));
  return ORDER.find((code) => codes.has(code)) ?? 0;
}

function codesOf(database: Seen, rules: WatchRules): readonly Code[] {
  const { findings, parts } = seenNow(database);
  return [...findings.flatMap((finding) => codeOfFinding(finding, rules)), ...parts.flatMap(codeOfPart)];
}

function codeOfFinding(
  { code, severity }: Seen['findings'][number],
  { failOn, allowPending }: WatchRules,
): readonly Code[] {
  switch (code) {
    case 'unreachable': // Its part says whether trying again is of use.
      return [];
    case 'migration-pending':
      return allowPending ? [] : [3];
    case 'migration-edited':
    case 'migration-out-of-order':
      return [6];
    default:
      return severities.indexOf(severity) <= severities.indexOf(failOn) ? [4] : [];
  }
}

/** What could not be looked at is not taken for right. */
function codeOfPart({ area, outcome, error, skipped }: PartState): readonly Code[] {
  if (outcome === 'unstable') return [75];
  if (outcome === 'error') return error === 'internal' ? [1] : error === 'auth' || error === 'permission' ? [2] : [75];
  if (skipped === 'migration_in_progress') return [75];
  const isMissed = skipped === 'not_allowed' || skipped === 'nothing_expected';
  return area === 'schema' && isMissed ? [2] : [];
}
