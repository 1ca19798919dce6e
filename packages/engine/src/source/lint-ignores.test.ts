import { expect, test } from 'vitest';
import { readDirectives } from './directives.ts';
import { type LintIgnore, lintIgnores } from './lint-ignores.ts';
import { migration, type ParsedMigration, parseMigration } from './migration.ts';

const parsed = (sql: string): ParsedMigration => parseMigration(migration('1_x.sql', new TextEncoder().encode(sql)));
const read = (sql: string): readonly Partial<LintIgnore>[] =>
  lintIgnores(parsed(sql)).map(({ offset: _, ...ignore }) => ignore);

test('a lint-ignore has a rule and a reason, which may have commas and colons', () => {
  expect(read('-- plumbline: lint-ignore some-rule: because, well: yes\nselect 1;')).toEqual([
    { rule: 'some-rule', reason: 'because, well: yes', statement: 0, isInHead: true },
  ]);
});

test('one directly above a statement is for that statement, one in the head of the file for the file', () => {
  const sql = `-- plumbline: lint-ignore a: whole file

-- Why.
-- plumbline: lint-ignore b: the first
-- plumbline: lint-ignore c: the first too
select 1;
-- plumbline: lint-ignore d: the second

select 2;
-- plumbline: lint-ignore e: nobody`;
  expect(read(sql).map(({ rule, statement, isInHead }) => [rule, statement, isInHead])).toEqual([
    ['a', null, true],
    ['b', 0, true],
    ['c', 0, true],
    ['d', 1, false],
    ['e', 2, false],
  ]);
});

test('what is missing is empty', () => {
  expect(read('-- plumbline: lint-ignore\n-- plumbline: lint-ignore a\n-- plumbline: lint-ignore a:\n')).toMatchObject([
    { rule: '', reason: '' },
    { rule: 'a', reason: '' },
    { rule: 'a', reason: '' },
  ]);
});

test('in a body it is text', () => {
  expect(read("do '\n-- plumbline: lint-ignore a: b\n'")).toEqual([]);
});

test('the runner passes over it wherever it stands', () => {
  const sql = '-- plumbline: lint-ignore a: b, c\nselect 1;\n-- plumbline: lint-ignore a: b\nselect 2;';
  expect(readDirectives(parsed(sql))).toMatchObject({ noTransaction: false, mixed: false });
  expect(() => readDirectives(parsed('-- plumbline: lint-ignored a: b\nselect 1;'))).toThrow('is not a directive');
});
