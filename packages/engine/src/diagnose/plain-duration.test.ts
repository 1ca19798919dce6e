import { expect, it } from 'vitest';
import { plainDuration } from './plain-duration.ts';

it.each([
  [-1, '0 ms'],
  [0.4, '0 ms'],
  [41.2, '41 ms'],
  [999.4, '999 ms'],
  [999.6, '1.0 s'],
  [2345, '2.3 s'],
  [59_949, '59.9 s'],
  [59_960, '1 min'],
  [250_000, '4 min 10 s'],
  [3_600_000, '1 h'],
  [11_100_000, '3 h 5 min'],
  [86_400_000 * 2 + 3_600_000 * 4, '2 d 4 h'],
])('%d ms is said as %s', (milliseconds, words) => {
  expect(plainDuration(milliseconds)).toBe(words);
});
