import { expect, test } from 'vitest';
import { madeUpFinding, madeUpOpen } from '../../test/made-up.ts';
import type { OpenFinding } from '../state/target-state.ts';
import { nextStep } from './next-step.ts';

function words(verdict: 'true' | 'drift' | 'down', findings: readonly OpenFinding[]): string {
  const step = nextStep({ verdict, isLate: false, findings, parts: [] });
  return step?.markup.replace(/<[^>]*>/g, '') ?? '';
}

test('where all is true there is nothing to do', () => {
  expect(words('true', [])).toBe('');
});

test('a schema that drifted is healed, after files and history agree', () => {
  const gone = madeUpOpen('table public.users');
  const edited = madeUpOpen('migration 001_a', { area: 'history', code: 'migration-edited' });
  expect(words('drift', [gone])).toBe(
    'Do first Let plumbline heal write the migration that puts the schema right; read it, and run it. Rows that were dropped come from a backup.',
  );
  expect(words('drift', [gone, edited])).toMatch(/^Do first Let files and history agree again: .* Then plumbline heal/);
});

test('what is only pending is applied', () => {
  const pending = madeUpOpen('migration 002_b', { area: 'history', code: 'migration-pending' });
  expect(words('drift', [pending])).toBe('Do first Apply what is pending: plumbline migrate.');
});

test('of a database that is down its own remedy is said', () => {
  const down = { ...madeUpFinding('database', { area: 'reach', code: 'unreachable' }), since: '', seen: 1 };
  expect(words('down', [down])).toBe('Do first Create it.');
});
