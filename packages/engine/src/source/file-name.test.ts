import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareNames, parseFileName } from './file-name.ts';

test('the number is the leading digits, the identity is the stem', () => {
  expect(parseFileName('008_performance.sql')).toEqual({ name: '008_performance', number: 8 });
  expect(parseFileName('20260131120000_x')).toEqual({ name: '20260131120000_x', number: 20260131120000 });
  expect(parseFileName('create_telemetry_tables.sql')).toEqual({ name: 'create_telemetry_tables', number: null });
});

test('files run by number, then by name, those without a number last', () => {
  const order = ['b', '10_a', '9_z', '009_a', 'a', '1_b', '1_a'].map((name) => parseFileName(name)).sort(compareNames);
  expect(order.map(({ name }) => name)).toEqual(['1_a', '1_b', '009_a', '9_z', '10_a', 'a', 'b']);
});

test('a number that doubles cannot hold exactly is refused', () => {
  expect(() => parseFileName('1234567890123456_x.sql')).toThrow('cannot be ordered');
  expect(() => parseFileName('.sql')).toThrow('cannot be ordered');
  expect(parseFileName('000000000000000000001_x.sql').number).toBe(1);
});

test('the order is total: antisymmetric and transitive', () => {
  const name = fc.stringMatching(/^[0-9]{0,3}[a-c_]{1,2}$/).map((text) => parseFileName(text));
  fc.assert(
    fc.property(name, name, name, (a, b, c) => {
      expect(Math.sign(compareNames(a, b))).toBe(-Math.sign(compareNames(b, a)) + 0);
      if (compareNames(a, b) <= 0 && compareNames(b, c) <= 0) expect(compareNames(a, c)).toBeLessThanOrEqual(0);
    }),
  );
});
