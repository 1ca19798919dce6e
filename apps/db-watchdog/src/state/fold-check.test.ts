import { expect, test } from 'vitest';
import { madeUpCheck, madeUpFinding } from '../../test/made-up.ts';
import type { CheckResult } from '../check/check-result.ts';
import { skippedPart } from '../check/run-part.ts';
import { unreachable } from '../check/unreachable.ts';
import { foldCheck, KEPT_CHECKS, schemaChange } from './fold-check.ts';
import { newTargetState, type TargetState } from './target-state.ts';
import { countBySeverity, verdictOf } from './verdict.ts';

const users = madeUpFinding('table public.users');
const fresh = newTargetState('shop');

test('a finding keeps the moment at which it was seen first', () => {
  const first = foldCheck(fresh, madeUpCheck(1, [users]));
  const second = foldCheck(first, madeUpCheck(2, [users, madeUpFinding('table public.agents')]));
  expect(second.findings.map(({ identity, since, seen }) => [identity, since.slice(11, 16), seen])).toEqual([
    ['table public.users', '00:01', 2],
    ['table public.agents', '00:02', 1],
  ]);
  expect(verdictOf(second)).toBe('drift');
  expect(second.verdictSince).toBe(first.verdictSince);
});

test('what was not looked at stays as it was known, and is known to be still so when nothing has changed', () => {
  const drifted = foldCheck(fresh, madeUpCheck(1, [users]));
  const quiet = madeUpCheck(2, [], {
    findings: { reach: [] },
    schema: null,
    full: false,
    parts: [skippedPart('schema', 'unchanged')],
  });
  const after = foldCheck(drifted, quiet);
  expect(after.findings).toHaveLength(1);
  expect(after.parts.schema).toMatchObject({ outcome: 'drift', at: quiet.at, lastSuccessAt: quiet.at });
  expect(after.lastFullAt).toBe(drifted.lastFullAt);
});

test('a database that is down keeps its findings, and gets one of its own', () => {
  const drifted = foldCheck(fresh, madeUpCheck(1, [users]));
  const down = foldCheck(
    drifted,
    unreachable({ reason: 'connect', message: 'refused' }, '2026-01-01T00:02:00.000Z', 3),
  );
  expect(verdictOf(down)).toBe('down');
  expect(down.findings.map(({ code }) => code)).toEqual(['unreachable', 'missing-relation']);
  expect(down.upSince).toBe('2026-01-01T00:02:00.000Z');
  const back = foldCheck(down, madeUpCheck(3, []));
  expect(verdictOf(back)).toBe('true');
  expect(back.findings).toEqual([]);
  expect(back.verdictSince).toBe('2026-01-01T00:03:00.000Z');
});

test('since when a part fails is known, also of one that never worked; putting it off and having no right are no failures', () => {
  type Look = Pick<CheckResult['parts'][number], 'outcome' | 'skipped' | 'error'>;
  const failed: Look = { outcome: 'error', skipped: null, error: 'timeout' };
  const unstable: Look = { outcome: 'unstable', skipped: null, error: null };
  const skipped = (reason: Look['skipped']): Look => ({ outcome: 'skipped', skipped: reason, error: null });
  const worked: Look = { outcome: 'ok', skipped: null, error: null };
  const after = (...looks: readonly Look[]): string | undefined => {
    const fold = (state: TargetState, look: Look, minute: number): TargetState => {
      const part = { area: 'keys', durationMs: 1, note: null, ...look } as const;
      return foldCheck(state, madeUpCheck(minute, [], { parts: [part] }));
    };
    return looks.reduce(fold, fresh).parts.keys?.failingSince?.slice(11, 16);
  };
  expect(after(failed)).toBe('00:00');
  expect(after(worked, failed, unstable)).toBe('00:01');
  expect(after(failed, skipped('migration_in_progress'), failed)).toBe('00:00');
  expect(after(failed, failed, worked)).toBeUndefined();
  expect(after(failed, skipped('not_allowed'))).toBeUndefined();
  expect(after(skipped('migration_in_progress'), skipped('nothing_expected'))).toBeUndefined();
});

test('the truth is not claimed before the schema was compared with something', () => {
  expect(verdictOf(fresh)).toBe('unknown');
  const nothing = madeUpCheck(1, [], {
    schema: { leftOut: {}, objects: {}, expectedObjects: null, source: null, digest: 'd' },
  });
  expect(verdictOf(foldCheck(fresh, nothing))).toBe('unknown');
});

test('a change is by migrations when the history changed with it, else by an unknown hand', () => {
  const before = foldCheck(fresh, madeUpCheck(1, []));
  expect(schemaChange(fresh, madeUpCheck(1, []))).toBeNull();
  expect(schemaChange(before, madeUpCheck(2, []))).toBeNull();
  expect(schemaChange(before, madeUpCheck(2, [users]))).toMatchObject({ origin: 'unknown' });
  expect(schemaChange(before, madeUpCheck(2, [users], { historyDigest: 'h2' }))).toMatchObject({ origin: 'engine' });
});

test('only the last checks are kept', () => {
  let state = fresh;
  for (let minute = 0; minute < KEPT_CHECKS + 5; minute++) state = foldCheck(state, madeUpCheck(minute, []));
  expect(state.checks).toHaveLength(KEPT_CHECKS);
  expect(state.checks[0]?.at).toBe('2026-01-01T00:05:00.000Z');
});

test('findings are counted by severity, those that were left out of the list too', () => {
  const state = foldCheck(
    fresh,
    madeUpCheck(1, [users], {
      schema: {
        leftOut: { 'missing-relation critical': 699 },
        objects: {},
        expectedObjects: { table: 76 },
        source: 'recorded',
        digest: 'd',
      },
    }),
  );
  expect(countBySeverity(state)).toEqual({ critical: 700, major: 0, minor: 0, info: 0 });
});
