import { expect, test } from 'vitest';
import { readDirectives } from './directives.ts';
import { migration, parseMigration } from './migration.ts';

const read = (sql: string): unknown =>
  readDirectives(parseMigration(migration('1_x.sql', new TextEncoder().encode(sql))));

test('directives are read from the comments before the first statement', () => {
  expect(
    read('-- why\n-- plumbline: no-transaction, lock-timeout 5s\n\n--plumbline:statement-timeout 1h\nselect 1;'),
  ).toEqual({
    noTransaction: true,
    mixed: false,
    repeatable: false,
    lockTimeoutMs: 5_000,
    statementTimeoutMs: 3_600_000,
  });
  expect(read('-- plumbline: repeatable\r\n-- plumbline: mixed\r\n')).toMatchObject({ repeatable: true, mixed: true });
  expect(read("select '\n-- plumbline: nonsense\n'")).toMatchObject({ repeatable: false });
});

test.each([
  ['-- plumbline: repeatble\nselect 1', '"repeatble" is not a directive'],
  ['-- plumbline:\nselect 1', '"" is not a directive'],
  ['-- plumbline: lock-timeout 5 parsecs\nselect 1', 'needs a duration, not "5 parsecs"'],
  ['-- plumbline: mixed please\nselect 1', 'takes no value'],
  ['select 1;\n-- plumbline: mixed\nselect 2', 'stands after the first statement'],
])('%j is refused', (sql, message) => {
  expect(() => read(sql)).toThrow(message);
});
