import { expect, test } from 'vitest';
import { isAllowed } from './allowed.ts';

const basic = { user: 'ann', password: 'pearl:1234' };
const encoded = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

test('without token and password everybody may', () => {
  expect(isAllowed(undefined, { token: null, basic: null })).toBe(true);
});

test('a token lets in who has it, and nobody else', () => {
  const config = { token: 'a-long-enough-token', basic: null };
  expect(isAllowed('Bearer a-long-enough-token', config)).toBe(true);
  expect(isAllowed('bearer a-long-enough-token', config)).toBe(true);
  for (const wrong of [
    undefined,
    '',
    'Bearer',
    'Bearer a-long-enough-toke',
    'a-long-enough-token',
    encoded(':'),
    encoded(''),
  ]) {
    expect(isAllowed(wrong, config)).toBe(false);
  }
});

test('a password may have colons; an empty one is none', () => {
  const config = { token: null, basic };
  expect(isAllowed(encoded('ann:pearl:1234'), config)).toBe(true);
  for (const wrong of [encoded('ann:pearl'), encoded('ann:'), encoded(''), 'Bearer ', 'Basic']) {
    expect(isAllowed(wrong, config)).toBe(false);
  }
});

test('with both, either will do', () => {
  const config = { token: 'a-long-enough-token', basic };
  expect(isAllowed('Bearer a-long-enough-token', config)).toBe(true);
  expect(isAllowed(encoded('ann:pearl:1234'), config)).toBe(true);
});
