import { expect, test } from 'vitest';
import { quoteIdentifier, quoteLiteral } from './quote.ts';

test('identifiers and literals survive what is in them', () => {
  expect(quoteIdentifier('a"b')).toBe('"a""b"');
  expect(() => quoteIdentifier('a\0b')).toThrow('NUL');
  expect(quoteLiteral("it's")).toBe("'it''s'");
  expect(quoteLiteral('a\\b')).toBe("E'a\\\\b'");
  expect(quoteLiteral(null)).toBe('NULL');
  expect(quoteLiteral(12)).toBe('12');
});
