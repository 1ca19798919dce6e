import { expect, test } from 'vitest';
import { quoteBody, quoteIdentifier, quoteLiteral } from './quote.ts';

test('identifiers and literals survive what is in them', () => {
  expect(quoteIdentifier('a"b')).toBe('"a""b"');
  expect(() => quoteIdentifier('a\0b')).toThrow('NUL');
  expect(quoteLiteral("it's")).toBe("'it''s'");
  expect(quoteLiteral('a\\b')).toBe("E'a\\\\b'");
  expect(quoteLiteral(null)).toBe('NULL');
  expect(quoteLiteral(12)).toBe('12');
});

test('a body is closed by nothing that is in it', () => {
  expect(quoteBody("it's")).toBe("$plumbline$it's$plumbline$");
  expect(quoteBody(quoteBody('a'))).toBe('$plumbline_1$$plumbline$a$plumbline$$plumbline_1$');
});
