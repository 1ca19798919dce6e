import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StartedProcess } from '@plumbline/testkit';
import { beforeAll, describe, expect, test } from 'vitest';
import { checksum } from '../../src/source/checksum.ts';
import { FileContent } from '../../src/source/file-content.ts';
import { parseMigration } from '../../src/source/migration.ts';
import { readMigrations } from '../../src/source/read-migrations.ts';
import { scratch } from '../db/scratch.ts';
import { build, startMigrate } from './cli-process.ts';

beforeAll(build);

const megabytes = Number(process.env.PLUMBLINE_LARGE_FILE_MB ?? 120);
const LARGE_BYTES = 17 * 1024 * 1024;

/** Writes head, then lines until the file has its size, then tail. @returns how many lines */
function writeLarge(path: string, head: string, line: (index: number) => string, bytes: number, tail: string): number {
  const file = openSync(path, 'w');
  let lines = 0;
  let size = writeSync(file, head);
  while (size < bytes) {
    const many = Array.from({ length: 5_000 }, (_, index) => line(lines + index)).join('');
    lines += 5_000;
    size += writeSync(file, many);
  }
  writeSync(file, tail);
  closeSync(file);
  return lines;
}

const row = (index: number): string => `${index}\tit's; a $$ row of some length — ${'x'.repeat(60)}\n`;

/** The most memory that a process had, in MB. */
async function peakOf({ child, ended }: StartedProcess): Promise<number> {
  let peak = 0;
  let isRunning = true;
  void ended.then(() => {
    isRunning = false;
  });
  while (isRunning) {
    try {
      const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
      peak = Math.max(peak, Number(kilobytes ?? 0) / 1024);
    } catch {
      // It has just ended.
    }
    await sleep(5);
  }
  return peak;
}

describe('a large file with the data of a COPY', () => {
  test.skipIf(process.platform !== 'linux')('is loaded in bounded memory', { timeout: 300_000 }, async () => {
    const db = await scratch({ '001_small.sql': 'create table small ();' });
    const idle = startMigrate(db);
    const base = await peakOf(idle);
    expect(await idle.ended).toBe(0);
    const lines = writeLarge(
      join(db.directory, '002_large.sql'),
      'create table t (a int, b text);\ncopy t (a, b) from stdin;\n',
      row,
      megabytes * 1024 * 1024,
      "\\.\nupdate t set b = 'first' where a = 0;\n",
    );
    const running = startMigrate(db);
    const peak = await peakOf(running);
    expect({ code: await running.ended, output: running.output() }).toMatchObject({ code: 0 });
    process.stdout.write(
      `${megabytes} MB of COPY data: peak ${peak.toFixed(0)} MB, ${base.toFixed(0)} MB without them\n`,
    );
    expect(await db.query('select count(*)::int as n, min(b) as b from t')).toEqual([{ n: lines, b: 'first' }]);
    expect(await db.query("select content, state from plumbline.history where name = '002_large'")).toEqual([
      { content: null, state: 'applied' },
    ]);
    expect(await db.migrate()).toMatchObject({ ok: true, applied: [] });
    // Two pieces of a megabyte on their way, and what reading and hashing them leaves to the garbage collector.
    expect(peak - base).toBeLessThan(60);
  });

  test('is told from an edited one, and an error after the data is placed in its line', async () => {
    const db = await scratch();
    const path = join(db.directory, '001_large.sql');
    const head = 'create table t (a int, b text);\n\ncopy t from stdin; -- the rows\n';
    const lines = writeLarge(path, head, row, LARGE_BYTES, '\\.\n\nselect 1;\nselect nope;\n');
    const { failed, error } = await db.migrate();
    expect(failed).toMatchObject({ statement: 4, position: { line: 3 + lines + 4, column: 8 } });
    expect(failed?.frame).toContain(`> ${3 + lines + 4} | select nope;`);
    expect(error?.code).toBe('migration-failed');

    writeLarge(path, head, row, LARGE_BYTES, '\\.\n\nselect 1;\n');
    expect((await db.migrate()).error).toBeNull();
    expect(await db.query('select count(*)::int as n from t')).toEqual([{ n: lines }]);

    writeLarge(
      path,
      head,
      (index) => row(index).replace('row', index === 77 ? 'cow' : 'row'),
      LARGE_BYTES,
      '\\.\n\nselect 1;\n',
    );
    expect((await db.migrate()).error).toMatchObject({ code: 'history-conflict', details: { edited: ['001_large'] } });
  });

  test('has the checksum that it would have if it were read whole, whatever its line ends', async () => {
    const db = await scratch();
    const path = join(db.directory, '001_large.sql');
    const heads = ['', '\uFEFF'];
    for (const [index, end] of ['\n', '\r\n', '\r\n'].entries()) {
      const own = (text: string): string => text.replaceAll('\n', end);
      writeLarge(
        path,
        own(`${heads[index % 2]}create table t (a int, b text);\ncopy t from stdin;\n`),
        (number) => own(row(number)),
        LARGE_BYTES,
        own('\\.\nselect 1;\n'),
      );
      const [read] = readMigrations(db.directory);
      expect(read?.large).toBeDefined();
      expect(read?.content.byteLength).toBeLessThan(1_000);
      expect(read?.checksum).toBe(checksum(readFileSync(path)));
    }
    expect((await db.migrate()).error).toBeNull();
  });

  test('with bad data is refused at its COPY, and rolled back', async () => {
    const db = await scratch();
    const bad = (index: number): string => (index === 100_000 ? 'nonsense\n' : row(index));
    const head = 'create table t (a int, b text);\ncopy t from stdin;\n';
    writeLarge(join(db.directory, '001_large.sql'), head, bad, LARGE_BYTES, '\\.\n');
    const result = await db.migrate();
    expect(result.failed).toMatchObject({
      position: { line: 2 },
      failure: { where: expect.stringContaining('line 100001') },
    });
    expect(await db.query("select to_regclass('t') as t")).toEqual([{ t: null }]);
    expect((await db.query('select 1 as one'))[0]).toEqual({ one: 1 });
  });

  test('that is changed between reading and sending is not applied', async () => {
    const db = await scratch();
    const path = join(db.directory, '001_large.sql');
    const head = 'create table t (a int, b text);\nselect pg_sleep(0.5);\ncopy t from stdin;\n';
    writeLarge(path, head, row, LARGE_BYTES, '\\.\n');
    const result = await db.migrate({
      onEvent: ({ type }) => {
        if (type === 'migration-start') writeLarge(path, head, (index) => row(index + 1), LARGE_BYTES, '\\.\n');
      },
    });
    expect(result.failed?.failure.message).toContain('was changed while it was read');
    expect(await db.query("select to_regclass('t') as t")).toEqual([{ t: null }]);
  });

  test('with bytes in its data that are not UTF-8 is refused by their offset before anything runs', async () => {
    const db = await scratch();
    const path = join(db.directory, '001_large.sql');
    const head = 'create table t (a int, b text);\ncopy t from stdin;\n';
    writeLarge(path, head, row, LARGE_BYTES, '\\.\n');
    const bytes = readFileSync(path);
    const at = bytes.indexOf('x', 9_000_000);
    bytes[at] = 0xe9;
    writeFileSync(path, bytes);
    expect((await db.migrate()).error).toMatchObject({ code: 'invalid-sql', details: { offset: at } });
    expect(await db.query("select to_regclass('t') as t")).toEqual([{ t: null }]);
  });

  test('is text where it only looks like COPY: in a body, a string, a comment', async () => {
    const db = await scratch();
    const path = join(db.directory, '001_large.sql');
    const head = `create table t (a int, b text);
/* copy t from stdin;
1\tcomment
\\.
*/
create function f() returns text language sql as $$ select '
copy t from stdin;
2\tbody
\\.
' $$;
copy t
  from stdin
  with (format text);
`;
    const middle =
      "\\.\nselect f();\ncopy t from stdin;\n-1\tlast\n\\.\ncopy t from stdin;\n\\.\ninsert into t values (-2, 'end');";
    const lines = writeLarge(path, head, row, LARGE_BYTES, middle);
    const [read] = readMigrations(db.directory);
    expect(read?.large).toBeDefined();
    const result = await db.migrate();
    expect(result.error).toBeNull();
    expect(await db.query('select count(*)::int as n from t')).toEqual([{ n: lines + 2 }]);
    expect(await db.query('select length(f()) > 20 as whole')).toEqual([{ whole: true }]);
  });
});

test.skipIf(process.platform !== 'linux')(
  'the rows that a file selects are not kept',
  { timeout: 120_000 },
  async () => {
    const db = await scratch({ '001_small.sql': 'create table small ();' });
    const idle = startMigrate(db);
    const base = await peakOf(idle);
    db.write({ '002_select.sql': "select n, repeat('x', 40) from generate_series(1, 1500000) n;\nselect 1;" });
    const running = startMigrate(db);
    const peak = await peakOf(running);
    expect(await running.ended).toBe(0);
    expect(peak - base).toBeLessThan(60);
  },
);

test('a file with more SQL than one message can hold is refused by its size, not by its encoding', () => {
  const bytes = new Uint8Array(600 * 1024 * 1024);
  const source = { name: '001_x', number: 1, file: '001_x.sql', content: new FileContent(bytes), checksum: '' };
  expect(() => parseMigration(source)).toThrow(/600 MB of SQL/);
});
