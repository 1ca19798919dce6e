import { expect, test } from 'vitest';
import { madeUpCheck, madeUpFinding, madeUpFrame } from '../../test/made-up.ts';
import { foldCheck } from '../state/fold-check.ts';
import { newTargetState } from '../state/target-state.ts';
import { statusDocument } from '../status/status-document.ts';
import { statusPage } from './status-page.ts';

const at = new Date('2026-01-01T00:10:00.000Z');

function pageOf(findings: Parameters<typeof madeUpCheck>[1], names = ['shop']): string {
  const states = names.map((name) => foldCheck(newTargetState(name), madeUpCheck(1, findings)));
  // Places where a line may break are no text.
  return statusPage(statusDocument(states, madeUpFrame, at), false).replaceAll('<wbr>', '');
}

test('says the verdict in one line, in the title as well', () => {
  expect(pageOf([])).toContain('<title>✓ shop is what its migrations say.</title>');
  const drifted = pageOf([madeUpFinding('table public.users'), madeUpFinding('index public.a', { severity: 'minor' })]);
  expect(drifted).toContain('✗ shop is not what its migrations say: 1 critical and 1 minor finding.');
});

test('shows of a finding the object, what should be, since when and what to do', () => {
  const page = pageOf([madeUpFinding('table public.users')]);
  for (const text of ['table public.users', 'a table', '9 min ago', 'Create it.', 'migrations/003_agents.sql:12']) {
    expect(page).toContain(text);
  }
});

test('whatever an object is called, it stays text', () => {
  const page = pageOf([
    madeUpFinding('table public."<script>alert(1)</script>&\'"', { expected: '</code><img src=x>' }),
  ]);
  expect(page).not.toContain('<script');
  expect(page).not.toContain('<img');
  expect(page).toContain('&lt;script&gt;');
});

test('loads nothing and runs nothing', () => {
  const page = pageOf([madeUpFinding('table public.users')]);
  expect(page).not.toMatch(/<script|<img|<iframe|style="|\son\w+="|url\(|@import/);
  // The icon is in the page itself.
  expect(page.match(/<link[^>]*>/g)).toEqual([expect.stringMatching(/^<link rel="icon" href="data:image\/svg\+xml,/)]);
});

test('several databases have one headline and a section each', () => {
  const page = pageOf([], ['shop', 'billing']);
  expect(page).toContain('All 2 databases are what their migrations say.');
  expect(page).toContain('id="billing"');
});

test('what was true is not known any more when the next check is overdue, and what was wrong stays wrong', () => {
  const late = { ...madeUpFrame, due: { shop: '2026-01-01T00:02:00.000Z' } };
  const of = (findings: Parameters<typeof madeUpCheck>[1]): string =>
    statusPage(statusDocument([foldCheck(newTargetState('shop'), madeUpCheck(1, findings))], late, at), false);
  expect(of([])).toContain(
    '<title>? Nobody has looked at shop for 9 min; then it was what its migrations say.</title>',
  );
  expect(of([madeUpFinding('table public.users')])).toContain(
    '<title>✗ Nobody has looked at shop for 9 min; then it was not what its migrations say.</title>',
  );
});

test('of several databases the worst comes first', () => {
  const good = foldCheck(newTargetState('ann'), madeUpCheck(1, []));
  const bad = foldCheck(newTargetState('ben'), madeUpCheck(1, [madeUpFinding('table public.users')]));
  const page = statusPage(statusDocument([good, bad], madeUpFrame, at), false);
  expect(page).toContain('1 of 2 databases: look at ben.');
  expect(page.indexOf('<section aria-labelledby="ben')).toBeLessThan(page.indexOf('<section aria-labelledby="ann'));
});
