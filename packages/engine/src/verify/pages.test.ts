import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findingCodes } from './finding-codes.ts';

const directory = new URL('../../../../docs/checks/', import.meta.url);
const entries = Object.entries(findingCodes);

test('every finding has a page, and every page a finding', () => {
  const pages = readdirSync(directory).filter((name) => name !== 'README.md');
  expect(pages.sort()).toEqual(entries.map(([code]) => `${code}.md`).sort());
});

test('the index lists every finding with its severity and meaning, in order', () => {
  const index = readFileSync(new URL('README.md', directory), 'utf8');
  const rows = [...index.matchAll(/^\| \[`([\w-]+)`\]\(([\w-]+)\.md\) \| (\w+) \| (.*) \|$/gm)];
  expect(rows.map((row) => row.slice(1))).toEqual(
    entries.map(([code, { severity, meaning }]) => [code, code, severity, meaning]),
  );
});

test.each(entries)(
  'the page of %s says what it means, what breaks, what it looks like and what to do',
  (code, entry) => {
    const text = readFileSync(new URL(`${code}.md`, directory), 'utf8');
    const [head = '', ...sections] = text.split(/^## /m);
    expect(head.replaceAll(/\s+/g, ' ')).toBe(
      `# ${code} ${entry.meaning} As a rule **${entry.severity}**; a finding says another severity where it weighs more or less. `,
    );
    expect(sections.map((section) => section.split('\n')[0])).toEqual(['What breaks', 'Example', 'What to do']);
    for (const section of sections) expect(section.split('\n').slice(2).join('').length).toBeGreaterThan(20);
  },
);
