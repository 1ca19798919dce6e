import { expect, test } from 'vitest';
import type { Annotation } from './annotation.ts';
import { githubAnnotations } from './github-annotations.ts';

const finding: Annotation = {
  rule: 'table-redefined',
  level: 'warning',
  message: 'search_history is there already.',
  file: 'migrations/011.sql',
  line: 4,
  column: 1,
  help: null,
};

test('a finding is a workflow command with its place', () => {
  expect(githubAnnotations([finding])).toBe(
    '::warning file=migrations/011.sql,line=4,col=1,title=table-redefined::search_history is there already.',
  );
});

test('each level has its command, and a finding without a file no place', () => {
  expect(
    githubAnnotations([
      { ...finding, level: 'error', file: null },
      { ...finding, level: 'note', line: null, help: 'Why.' },
    ]).split('\n'),
  ).toEqual([
    '::error title=table-redefined::search_history is there already.',
    '::notice file=migrations/011.sql,title=table-redefined::search_history is there already.%0A%0AWhy.',
  ]);
});

test('what a finding quotes cannot begin a command of its own', () => {
  const [only, ...others] = githubAnnotations([
    { ...finding, message: '100%\r\n::error::no', file: 'a,line=1:b.sql' },
  ]).split('\n');
  expect(only).toContain('file=a%2Cline=1%3Ab.sql');
  expect(only).toContain('::100%25%0D%0A::error::no');
  expect(others).toEqual([]);
});
