import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readQueries } from './app-query.ts';
import { queryFiles } from './query-files.ts';

const root = mkdtempSync(join(tmpdir(), 'watchdog-queries-'));
mkdirSync(join(root, 'sql', 'agents'), { recursive: true });
const write = (name: string, text: string): void => writeFileSync(join(root, name), text);
write(
  'sql/b.sql',
  '-- All.\nselect 1 as ";";\n\nwith a as (select 1)\ninsert into t select * from a;\nset x = 1;\n(values (1))',
);
write('sql/agents/a.sql', "select '\n;\n' -- no end");
write('sql/readme.md', 'select 1');
write('reports.txt', 'merge into t using s on true when matched then delete');
write('sql/open.sql', "select 1,\n  'never closed");

test('a directory is all of its *.sql, a file is itself; each has a short name', () => {
  const files = queryFiles([join(root, 'sql'), join(root, 'reports.txt')]);
  expect(files.map(({ name }) => name)).toEqual(['sql/agents/a.sql', 'sql/b.sql', 'sql/open.sql', 'reports.txt']);
  expect(() => queryFiles([join(root, 'nowhere')])).toThrow('ENOENT');
});

test('each statement is a query with its line; what no server prepares is counted, and a broken file hides no other', () => {
  const { queries, others, unreadable } = readQueries(queryFiles([join(root, 'sql'), join(root, 'reports.txt')]));
  expect(queries.map(({ file, line }) => `${file.name}:${line}`)).toEqual([
    'sql/agents/a.sql:1',
    'sql/b.sql:2',
    'sql/b.sql:4',
    'sql/b.sql:7',
    'reports.txt:1',
  ]);
  expect(queries[1]?.text).toBe('select 1 as ";"');
  expect(others).toBe(1);
  expect(unreadable.map(({ file, line, reason }) => [file.name, line, reason])).toEqual([
    ['sql/open.sql', 2, 'unterminated quoted string'],
  ]);
});
