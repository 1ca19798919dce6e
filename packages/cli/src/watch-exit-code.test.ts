import type { OpenFinding, PartState } from '@plumbline/db-watchdog';
import { expect, test } from 'vitest';
import type { Seen } from './seen-now.ts';
import { watchExitCode } from './watch-exit-code.ts';

const rules = { failOn: 'major', allowPending: false } as const;

function part(area: PartState['area'], more: Partial<PartState> = {}): PartState {
  const at = '2026-01-01T00:00:00.000Z';
  const known = { at, lastSuccessAt: at, failingSince: null };
  return { area, outcome: 'ok', durationMs: 1, error: null, skipped: null, note: null, ...known, ...more };
}

function finding(area: OpenFinding['area'], code: OpenFinding['code'], severity: OpenFinding['severity']): OpenFinding {
  const said = { identity: 'it', expected: null, actual: null, message: 'It.', why: 'So.', remedy: [], origin: null };
  return { area, code, severity, ...said, since: '2026-01-01T00:00:00.000Z', seen: 1 };
}

const right: Seen = { up: true, findings: [], parts: [part('reach'), part('history'), part('schema'), part('faults')] };
const missing = finding('schema', 'missing-relation', 'critical');
const pending = finding('history', 'migration-pending', 'minor');
const edited = finding('history', 'migration-edited', 'major');
const down: Seen = {
  up: false,
  findings: [finding('reach', 'unreachable', 'critical'), missing],
  parts: [part('reach', { outcome: 'error', error: 'connect' }), part('schema', { outcome: 'drift' })],
};

function withSchema(more: Partial<PartState>, findings: readonly OpenFinding[] = []): Seen {
  return { up: true, findings, parts: [part('reach'), part('schema', more)] };
}

test.each<[string, number, readonly Seen[]]>([
  ['all is right', 0, [right, right]],
  ['a table is missing', 4, [right, { ...right, findings: [missing] }]],
  ['a finding is less than what fails', 0, [{ ...right, findings: [finding('faults', 'duplicate-index', 'minor')] }]],
  ['an index is invalid', 4, [{ ...right, findings: [finding('faults', 'index-invalid', 'major')] }]],
  ['a migration is pending', 3, [{ ...right, findings: [pending] }]],
  ['a migration was edited, another is pending', 6, [{ ...right, findings: [edited, pending] }]],
  ['a table is missing and a migration was edited', 4, [{ ...right, findings: [edited, missing] }]],
  ['a database does not answer; what was known of it before is no news', 75, [right, down]],
  ['a database does not answer, another has drifted', 4, [down, { ...right, findings: [missing] }]],
  [
    'the password is wrong',
    2,
    [{ up: false, findings: [], parts: [part('reach', { outcome: 'error', error: 'auth' })] }],
  ],
  ['the schema took too long', 75, [withSchema({ outcome: 'error', error: 'timeout' }, [missing])]],
  ['the schema changed while it was read', 75, [withSchema({ outcome: 'unstable', error: 'unstable' })]],
  ['a migration runs', 75, [withSchema({ outcome: 'skipped', skipped: 'migration_in_progress' }, [missing])]],
  ['nothing says what the schema should be', 2, [withSchema({ outcome: 'skipped', skipped: 'nothing_expected' })]],
  ['a fault of our own', 1, [withSchema({ outcome: 'error', error: 'internal' })]],
  [
    'the role may not read the history: the schema is right all the same',
    0,
    [
      {
        ...right,
        parts: [part('reach'), part('history', { outcome: 'skipped', skipped: 'not_allowed' }), part('schema')],
      },
    ],
  ],
])('%s: %i', (_name, exitCode, databases) => {
  expect(watchExitCode(databases, rules)).toBe(exitCode);
});

test('what fails can be less, and pending migrations can be fine', () => {
  const little = { ...right, findings: [finding('faults', 'duplicate-index', 'minor'), pending] };
  expect(watchExitCode([little], { failOn: 'minor', allowPending: true })).toBe(4);
  expect(watchExitCode([little], { failOn: 'critical', allowPending: true })).toBe(0);
});
