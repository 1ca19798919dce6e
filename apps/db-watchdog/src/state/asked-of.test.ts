import { expect, test } from 'vitest';
import { madeUpCheck, madeUpFinding } from '../../test/made-up.ts';
import { askedOf } from './asked-of.ts';
import { foldCheck } from './fold-check.ts';
import { newTargetState } from './target-state.ts';

const shop = { name: 'shop', log: null, queries: [] };

test('what nobody asks for any more is forgotten, and nothing else', () => {
  const query = madeUpFinding('query sql/a.sql:1', { area: 'queries', code: 'query-broken' });
  const part = { area: 'queries', outcome: 'drift', durationMs: 1, error: null, skipped: null, note: null } as const;
  const check = madeUpCheck(1, [madeUpFinding('table public.users')]);
  const state = foldCheck(newTargetState('shop'), {
    ...check,
    parts: [...check.parts, part],
    findings: { ...check.findings, queries: [query] },
    queries: { checked: 1, broken: [{ identity: query.identity, sqlstate: '42P01' }], unsure: [] },
  });
  expect(askedOf(state, { ...shop, queries: ['/sql'] })).toEqual(state);
  const rest = askedOf(state, shop);
  expect(rest.findings.map(({ identity }) => identity)).toEqual(['table public.users']);
  expect(Object.keys(rest.parts)).toEqual(['reach', 'schema']);
  expect(rest.queries).toBeNull();
});

test('a state of an earlier version has no queries', () => {
  const { queries: _, ...old } = newTargetState('shop');
  expect(askedOf(old as ReturnType<typeof newTargetState>, { ...shop, queries: ['/sql'] }).queries).toBeNull();
});
