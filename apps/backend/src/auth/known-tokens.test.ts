import { expect, test } from 'vitest';
import { createKnownTokens } from './known-tokens.ts';

test('a token is known until the second in which it expires', () => {
  let now = 1_000_000;
  const known = createKnownTokens(10, () => now);
  known.add('a', { userId: 1 }, 1060);
  expect([known.find('a'), known.find('b')]).toEqual([{ userId: 1 }, null]);
  now = 1_059_999;
  expect(known.find('a')).toEqual({ userId: 1 });
  now = 1_060_000;
  expect(known.find('a')).toBeNull();
  now = 1_000_000;
  expect(known.find('a')).toBeNull();
});

test('of too many the one that was used longest ago is forgotten', () => {
  const known = createKnownTokens(2, () => 0);
  known.add('a', { userId: 1 }, 1);
  known.add('b', { userId: 2 }, 1);
  known.find('a');
  known.add('c', { userId: 3 }, 1);
  expect(['a', 'b', 'c'].map((token) => known.find(token)?.userId ?? null)).toEqual([1, null, 3]);
});
