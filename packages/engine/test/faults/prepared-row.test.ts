import { expect, test } from 'vitest';
import { scratch } from '../db/scratch.ts';

const FILES = 60;
/** What takes the session's prepared statements away, or makes their plans void. */
const OWN: Readonly<Record<number, string>> = {
  5: 'deallocate all;',
  20: 'discard plans;',
  30: "set role pg_monitor; set search_path = ''; set plan_cache_mode = force_custom_plan;",
  40: "do $$ begin execute 'alter table plumbline.history add column own int'; end $$;",
};

const stem = (number: number): string => `${String(number).padStart(3, '0')}_it's_${number}`;
const name = (number: number): string => `${stem(number)}.sql`;

function files(own: typeof OWN, from = 1): Record<string, string> {
  const numbers = Array.from({ length: FILES }, (_, index) => from + index);
  const text = (number: number): string => `insert into public.done values (${number}); -- \\ ' ${number}\n`;
  return Object.fromEntries(numbers.map((number) => [name(number), `${text(number)}${own[number] ?? ''}`]));
}

const COLUMNS = `number, kind, mode, checksum, code_checksum, content, state, statements_done, statements_total, attempts,
  role, host, application, application_version, tool_version, warnings, error, duration_ms > 0 as lasted`;

test('the rows of many files are those that a file alone would have, whatever the files do to the session', async () => {
  const first = { '000_done.sql': 'create table public.done (number int);' };
  const many = await scratch({ ...first, ...files(OWN) });
  expect(await many.migrate()).toMatchObject({ error: null, failed: null });
  const alone = await scratch(first);
  expect((await alone.migrate()).error).toBeNull();
  for (const [file, text] of Object.entries(files(OWN))) {
    alone.write({ [file]: text });
    expect((await alone.migrate()).error).toBeNull();
  }
  const rows = `select name, ${COLUMNS} from plumbline.history order by number`;
  expect(await many.query(rows)).toEqual(await alone.query(rows));
  const done = 'select number from public.done order by number';
  expect(await many.query(done)).toEqual(Array.from({ length: FILES }, (_, index) => ({ number: index + 1 })));
}, 120_000);

test('a file that fails among many is rolled back alone, and the rest run when it is mended', async () => {
  const own = { 7: 'deallocate all;', 33: 'select nope;' };
  const db = await scratch({ '000_done.sql': 'create table public.done (number int);', ...files(own) });
  const { failed, applied } = await db.migrate();
  expect(failed).toMatchObject({ name: stem(33) });
  expect(applied).toHaveLength(33);
  expect(await db.query('select count(*)::int as n from public.done')).toEqual([{ n: 32 }]);
  db.write(files({}, 33));
  expect(await db.migrate()).toMatchObject({ error: null });
  expect(await db.query('select count(*)::int as n, count(distinct number)::int as d from public.done')).toEqual([
    { n: FILES + 32, d: FILES + 32 },
  ]);
  expect(await db.query('select attempts from plumbline.history where number = 33')).toEqual([{ attempts: 2 }]);
}, 120_000);
