import { expect, test } from 'vitest';
import { offsetAt } from './offset-at.ts';

test.each([
  [1, 1, 0],
  [1, 3, 2],
  [2, 1, 4],
  [2, 3, 7],
  [3, 1, 10],
  [2, 99, 8],
  [9, 9, 10],
])('line %i, column %i is offset %i', (line, column, offset) => {
  expect(offsetAt('ab\r\n🎉cd\r\n', line, column)).toBe(offset);
});
