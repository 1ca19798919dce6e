import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const page = readFileSync(new URL('../../../docs/api.md', import.meta.url), 'utf8');
const source = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const section = (heading: string): string => page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
const found = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, one = '']) => one);

test('docs/api.md has every event', () => {
  const types = found(source('events.ts'), /type: '([a-z-]+)'/g);
  expect(types.length).toBeGreaterThan(10);
  expect(found(section('Events'), /`([a-z-]+)`/g)).toEqual(types);
});

test('docs/api.md has every option of migrate', () => {
  const [, ofSource = '', ofMigrate = ''] =
    /export interface SourceOptions \{(.*?)\n\}.*?export interface MigrateOptions extends SourceOptions \{(.*?)\n\}/s.exec(
      source('runner/options.ts'),
    ) ?? [];
  const options = found(ofSource + ofMigrate, /^ {2}readonly (\w+)\?/gm);
  expect(options.length).toBeGreaterThan(20);
  const named = found(section('Options'), /`(\w+)`/g);
  expect(options.filter((option) => !named.includes(option))).toEqual([]);
});
