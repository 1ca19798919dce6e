import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSameValue } from './is-same-value.ts';

test('two values are the same when they are the same as JSON, whatever the order of the keys', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      expect(isSameValue(a, JSON.parse(JSON.stringify(a)))).toBe(true);
      if (isSameValue(a, b)) expect(a).toEqual(b);
    }),
  );
  expect(isSameValue({ a: 1, b: [null] }, { b: [null], a: 1 })).toBe(true);
  expect(isSameValue({ a: undefined }, { b: undefined })).toBe(false);
  expect(isSameValue([], {})).toBe(false);
});
