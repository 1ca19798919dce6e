import type { WatchedProject } from '../watched-project.ts';

/** Names that would do harm, or break a layout, if they were taken for anything but text. */
export const hostileNames = {
  markup: '"><script>alert(1)</script>',
  attribute: `' onmouseover='alert(2)`,
  // Arabic, and a character that turns round whatever comes after it.
  backwards: 'جدول_\u202eالمستخدمين',
  endless: 'x'.repeat(63),
  code: '`rm -rf` && </code></details>',
} as const;

/** A definition of 10,000 characters, and the same with one word changed near its end. */
export const longBody = (word: string): string =>
  `${Array.from({ length: 200 }, (_, index) => `  -- line ${String(index).padStart(3, '0')} of a very long function, as they are`).join('\n')}\n  select '${word}'::text;\n`;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const functionOf = (word: string): string =>
  `create or replace function long_one() returns text language sql as $$\n${longBody(word)}$$;`;

/** Migrations that make them. */
export const hostileFiles: Readonly<Record<string, string>> = {
  '003_hostile.sql': Object.values(hostileNames)
    .map((name) => `create table ${quoted(name)} (${quoted(name)} integer primary key);`)
    .join('\n'),
  '004_long.sql': functionOf('before'),
};

/** Takes them away, or changes them, so that each is a finding. */
export async function applyHostility({ query }: WatchedProject): Promise<void> {
  const { markup, attribute, backwards, endless, code } = hostileNames;
  for (const name of [markup, attribute, backwards, code]) await query(`drop table ${quoted(name)}`);
  await query(`alter table ${quoted(endless)} alter column ${quoted(endless)} type bigint`);
  await query(functionOf('after'));
}
