import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const matches = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, one = '']) => one);

/** What people read: every Markdown file but those that tools bring. */
function pagesIn(directory: string): readonly string[] {
  return readdirSync(join(root, directory), { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return /^(node_modules|dist|\..*)$/.test(entry.name) ? [] : pagesIn(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

const pages = pagesIn('.');

/** The anchors of a page, as the readers of Markdown make them of its headings. */
function anchorsOf(page: string): ReadonlySet<string> {
  const prose = read(page).replace(/^```.*?^```/gms, '');
  return new Set(
    matches(prose, /^#+ (.+)$/gm).map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{Letter}\p{Number}\s_-]/gu, '')
        .trim()
        .replace(/\s/g, '-'),
    ),
  );
}

test('every link of a page leads to a file, and to a heading that is there', () => {
  const dead = pages.flatMap((page) => {
    const prose = read(page).replace(/^```.*?^```/gms, '');
    return matches(prose, /\]\(([^)\s]+)\)/g).flatMap((link) => {
      if (/^[a-z]+:/.test(link)) return [];
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? page : relative(root, join(root, dirname(page), path));
      const isThere =
        existsSync(join(root, target)) &&
        (anchor === undefined || !target.endsWith('.md') || anchorsOf(target).has(anchor));
      return isThere ? [] : [`${page}: ${link}`];
    });
  });
  expect(pages.length).toBeGreaterThan(100);
  expect(dead).toEqual([]);
});

test('every script of the workspace that a page names is there', () => {
  const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
  const own = new Set([...Object.keys(scripts), 'install', 'exec']);
  const unknown = pages.flatMap((page) =>
    matches(read(page), /\bpnpm(?:@12)? ([a-z]+(?:[:-][a-z]+)*)/g)
      .filter((name) => !own.has(name))
      .map((name) => `${page}: pnpm ${name}`),
  );
  expect(unknown).toEqual([]);
});

test('docs/faults.md names tests that are there', () => {
  const folders = { F: 'packages/engine/test/faults', D: 'packages/engine/test/db', C: 'packages/cli/test' };
  const page = read('docs/faults.md');
  const named = [...page.matchAll(/\b([FDC]) `([a-z-]+)(\*?)\.test\.ts`/g)];
  expect(named.length).toBeGreaterThan(30);
  for (const [, letter, name = '', star] of named) {
    const files = readdirSync(join(root, folders[letter as keyof typeof folders]));
    expect(files.filter((file) => (star === '*' ? file.startsWith(name) : file === `${name}.test.ts`))).not.toEqual([]);
  }
});

test('docs/architecture.md has every room', () => {
  const table = read('docs/architecture.md').split('\n## Where things are\n')[1]?.split('\n## ')[0] ?? '';
  const told = matches(table, /^\| `([^`]+)\/` \|/gm);
  const inside = (directory: string): readonly string[] =>
    readdirSync(join(root, directory))
      .filter((name) => statSync(join(root, directory, name)).isDirectory())
      .map((name) => `${directory}/${name}`);
  const rooms = [
    ...inside('packages/engine/src'),
    ...inside('packages').filter((name) => name !== 'packages/engine'),
    ...inside('apps'),
    ...['migrations', 'ops', 'bench', 'scripts', 'docs'],
  ];
  expect(rooms.filter((room) => !told.includes(room))).toEqual([]);
  expect(told.filter((room) => !existsSync(join(root, room)))).toEqual([]);
});
