import { expect, test } from 'vitest';
import { writtenIdentifier } from './written-identifier.ts';
import { writtenLiteral } from './written-literal.ts';

test('an identifier has quotes where SQL wants them, and nowhere else', () => {
  expect(['users', '_a$1', 'order', 'user', 'Users', 'a-b', 'say "x"', '1a', ''].map(writtenIdentifier)).toEqual([
    'users',
    '_a$1',
    '"order"',
    '"user"',
    '"Users"',
    '"a-b"',
    '"say ""x"""',
    '"1a"',
    '""',
  ]);
});

test('a literal reads the same whatever the setting of backslashes is', () => {
  expect(["it's", 'a\\b'].map(writtenLiteral)).toEqual(["'it''s'", "E'a\\\\b'"]);
});
