import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ownFindingCodes } from './finding-kinds.ts';
import { shownCodes } from './shown-codes.ts';

const page = readFileSync(new URL('../../../../docs/watchdog-codes.md', import.meta.url), 'utf8');
const chapters = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((text) => [text.split('\n')[0] ?? '', text.split(/^### /m).slice(1)]),
);

test('docs/watchdog-codes.md has a chapter of each kind of code, with a section a code, and no other', () => {
  const found = [...chapters].map(([heading, sections]) => [
    heading,
    sections.map((text) => /^`(\S+)`\n/.exec(text)?.[1]),
  ]);
  expect(found).toEqual(Object.entries(shownCodes).map(([heading, codes]) => [heading, codes]));
});

test('each finding has its severity, its meaning and more than that', () => {
  for (const [index, [code, { severity, meaning }]] of Object.entries(ownFindingCodes).entries()) {
    const text = chapters.get('Findings')?.[index] ?? '';
    const head = `\`${code}\`\n\nAs a rule ${severity}. ${meaning}\n`;
    expect(text.slice(0, head.length)).toBe(head);
    expect(text.length).toBeGreaterThan(head.length + 60);
  }
});
