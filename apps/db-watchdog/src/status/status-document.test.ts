import { expect, test } from 'vitest';
import { madeUpCheck, madeUpFinding, madeUpFrame } from '../../test/made-up.ts';
import { foldCheck } from '../state/fold-check.ts';
import { newTargetState } from '../state/target-state.ts';
import { statusDocument } from './status-document.ts';

test.each([
  [{ critical: 1 }, '1 critical finding.'],
  [{ critical: 2 }, '2 critical findings.'],
  [{ critical: 1, minor: 1 }, '1 critical and 1 minor finding.'],
  [{ critical: 3, major: 1, minor: 1 }, '3 critical, 1 major and 1 minor finding.'],
  [{ critical: 1, major: 1, minor: 2 }, '1 critical, 1 major and 2 minor findings.'],
])('%j is said as "%s"', (counts, words) => {
  const found = Object.entries(counts).flatMap(([severity, count]) =>
    Array.from({ length: count }, (_, index) =>
      madeUpFinding(`table ${severity}${index}`, { severity: severity as keyof typeof counts }),
    ),
  );
  const state = foldCheck(newTargetState('shop'), madeUpCheck(1, found));
  const { databases } = statusDocument([state], madeUpFrame, new Date('2026-01-01T00:01:00.000Z'));
  expect(databases[0]?.summary).toBe(`shop is not what its migrations say: ${words}`);
});
