import { expect, test } from 'vitest';
import { topLevelParts } from './routine-arguments.ts';

test('defaults are told apart at the commas that are theirs', () => {
  expect(topLevelParts(`3, '{a,"b,c"}'::text[], f(1, 2), ARRAY[1, 2], "a,b"(')')`)).toEqual([
    '3',
    `'{a,"b,c"}'::text[]`,
    'f(1, 2)',
    'ARRAY[1, 2]',
    `"a,b"(')')`,
  ]);
  expect(topLevelParts('')).toEqual([]);
});
