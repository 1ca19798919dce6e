import { expect, test } from 'vitest';
import { agoWords, clock, moment } from './moment.ts';

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];

test.each([
  [0, 'just now'],
  [-1, 'now'],
  [999, 'just now'],
  [59.9 * second, '59 s ago'],
  [minute, '1 min ago'],
  [hour - 1, '59 min ago'],
  [hour, '1 h ago'],
  [27 * hour + 5 * minute, '27 h 5 min ago'],
  [2 * day + 4 * hour, '2 d 4 h ago'],
  [40 * day + 4 * hour, '40 d ago'],
  [-40 * second, 'in 40 s'],
])('%d ms are %s', (milliseconds, words) => {
  expect(agoWords(milliseconds)).toBe(words);
});

test('the time of the day has its day where that is another one, and always its zone', () => {
  const now = new Date('2026-01-02T00:10:00.000Z');
  expect(clock('2026-01-02T00:09:01.500Z', now)).toBe('00:09:01 UTC');
  expect(clock('2026-01-01T23:59:59.000Z', now)).toBe('2026-01-01 23:59 UTC');
  expect(moment('2026-01-02T00:09:00.000Z', now).markup).toBe(
    '<time class="moment" datetime="2026-01-02T00:09:00.000Z">1 min ago <span class="clock">(00:09:00 UTC)</span></time>',
  );
});
