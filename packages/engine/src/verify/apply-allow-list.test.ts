import { expect, test } from 'vitest';
import { type Allowance, applyAllowList } from './apply-allow-list.ts';
import type { Finding } from './finding.ts';

const finding = (code: string, identity: string): Finding => ({ code, identity }) as Finding;
const findings = [
  finding('missing-column', 'column public.users.legacy'),
  finding('column-type', 'column public.users.legacy'),
  finding('extra-index', 'index public.users_(a)'),
];
const judge = (...list: readonly Omit<Allowance, 'reason'>[]) => {
  const {
    findings: left,
    allowed,
    expired,
  } = applyAllowList(
    findings,
    list.map((allowance) => ({ reason: 'known', ...allowance })),
    '2026-11-25',
  );
  return { left: left.length, allowed: allowed.map(({ finding: { code } }) => code), expired: expired.length };
};

test('code and object must both fit', () => {
  expect(judge({ code: 'column-type', object: 'column public.users.*' })).toEqual({
    ...{ left: 2, allowed: ['column-type'], expired: 0 },
  });
  expect(judge({ code: 'column-type', object: 'column public.posts.*' }).left).toBe(3);
});

test('either alone allows all that fits it', () => {
  expect(judge({ object: 'column *' }).allowed).toEqual(['missing-column', 'column-type']);
  expect(judge({ code: 'extra-index' }).allowed).toEqual(['extra-index']);
});

test('only a star is special in a pattern, and it fits the whole identity', () => {
  expect(judge({ object: 'index public.users_(a)' }).left).toBe(2);
  expect(judge({ object: 'index public.users_.a.' }).left).toBe(3);
  expect(judge({ object: 'public.users' }).left).toBe(3);
});

test('it holds until the end of its last day', () => {
  expect(judge({ object: '*', until: '2026-11-25' })).toMatchObject({ left: 0, expired: 0 });
  expect(judge({ object: '*', until: '2026-11-24' })).toMatchObject({ left: 3, expired: 1 });
});
