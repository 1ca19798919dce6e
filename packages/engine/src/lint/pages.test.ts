import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { foundIn } from '../../test/lint/found-in.ts';
import { rules } from './rules.ts';

const directory = new URL('../../../../docs/rules/', import.meta.url);
const page = (id: string): string => readFileSync(new URL(`${id}.md`, directory), 'utf8');
const index = readFileSync(new URL('README.md', directory), 'utf8');

/** The files in a section's example: each begins with its name in a comment; `(released)` behind it when it is old. */
function example(text: string, heading: string): { files: Record<string, string>; released: string[] } {
  const sql = new RegExp(`^## ${heading}\\n+\`\`\`sql\\n([\\s\\S]*?)\`\`\``, 'm').exec(text)?.[1] ?? '';
  const released: string[] = [];
  const parts = sql.split(/^-- (\d+\w*\.sql)( \(released\))?\n/m).slice(1);
  const files: Record<string, string> = {};
  for (let at = 0; at < parts.length; at += 3) {
    const name = parts[at] ?? '';
    files[name] = parts[at + 2] ?? '';
    if (parts[at + 1] !== undefined) released.push(name);
  }
  return { files, released };
}

test('every rule has a page, and every page a rule', () => {
  const pages = readdirSync(directory).filter((name) => name !== 'README.md' && name !== 'lint-ignore.md');
  expect(pages.sort()).toEqual(rules.map(({ id }) => `${id}.md`).sort());
});

test('rules and their modules have the same name', () => {
  const modules = readdirSync(new URL('rules/', import.meta.url)).filter((name) => !name.endsWith('.test.ts'));
  expect(modules.sort()).toEqual(rules.map(({ id }) => `${id}.ts`).sort());
});

test('the index lists every rule with its severity and summary, in order', () => {
  const rows = [...index.matchAll(/^\| \[`([\w-]+)`\]\(([\w-]+)\.md\) \| (\w+) \| (.*) \|$/gm)].map((row) =>
    row.slice(1),
  );
  expect(rows).toEqual(rules.map(({ id, severity, summary }) => [id, id, severity, summary]));
});

describe.each(rules)('$id', ({ id, severity, summary, why, needsBase }) => {
  const text = page(id);

  test('its page says what it finds and why', () => {
    const capital = severity === 'error' ? 'Error' : 'Warning';
    expect(text.startsWith(`# ${id}\n\n${summary}\n\n${capital}. ${why}\n\n## Bad\n`)).toBe(true);
    expect(/^## How to settle it\n\n([\s\S]+)$/m.exec(text)?.[1]?.length).toBeGreaterThan(80);
  });

  // What is compared with a base is tried in base/read-base.test.ts.
  if (needsBase === true) return;

  test('its bad example is found, its good one not', async () => {
    const bad = example(text, 'Bad');
    const good = example(text, 'Good');
    expect(await foundIn(bad.files, id, { released: bad.released })).not.toEqual([]);
    expect(Object.keys(good.files)).not.toEqual([]);
    expect(await foundIn(good.files, undefined, { released: good.released })).toEqual([]);
  });
});
