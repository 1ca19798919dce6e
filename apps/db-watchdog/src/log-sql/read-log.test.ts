import { appendFileSync, mkdtempSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readLog } from './read-log.ts';

const line = (sqlstate: string, dbname = 'shop', application = 'backend'): string =>
  `${JSON.stringify({ dbname, error_severity: 'ERROR', state_code: sqlstate, message: 'relation "x" does not exist', application_name: application })}\n`;

function newLog(): string {
  const path = join(mkdtempSync(join(tmpdir(), 'watchdog-log-')), 'postgresql.json');
  writeFileSync(path, line('42P01'));
  return path;
}

test('begins at the end, then counts what was added, by database and SQLSTATE', async () => {
  const path = newLog();
  const first = await readLog(path, null);
  expect(first.counts).toEqual({});
  appendFileSync(path, line('42P01') + line('42P01') + line('42703', 'billing') + line('23505') + line('00000'));
  const second = await readLog(path, first.place);
  expect(second.counts).toEqual({ shop: { '42P01': 2 }, billing: { '42703': 1 } });
  expect((await readLog(path, second.place)).counts).toEqual({});
});

test('half a line waits for its other half', async () => {
  const path = newLog();
  const { place } = await readLog(path, null);
  const text = line('42804');
  appendFileSync(path, text.slice(0, 40));
  const half = await readLog(path, place);
  expect(half.counts).toEqual({});
  appendFileSync(path, text.slice(40));
  expect((await readLog(path, half.place)).counts).toEqual({ shop: { '42804': 1 } });
});

test('our own questions do not count', async () => {
  const path = newLog();
  const { place } = await readLog(path, null);
  appendFileSync(path, line('42P01', 'shop', 'db-watchdog') + line('42P01', 'shop', 'plumbline'));
  expect((await readLog(path, place)).counts).toEqual({});
});

test('a file that was cut or replaced is read from its beginning', async () => {
  const path = newLog();
  appendFileSync(path, line('42P01').repeat(5));
  const { place } = await readLog(path, null);
  writeFileSync(path, line('42883'));
  expect((await readLog(path, place)).counts).toEqual({ shop: { '42883': 1 } });
  renameSync(path, `${path}.old`);
  writeFileSync(path, line('42P10'));
  expect((await readLog(path, place)).counts).toEqual({ shop: { '42P10': 1 } });
});

test('of a directory the newest log counts, and the end of the one before it', async () => {
  const old = newLog();
  const directory = join(old, '..');
  const { place } = await readLog(directory, null);
  appendFileSync(old, line('42703'));
  utimesSync(old, new Date(0), new Date(0));
  writeFileSync(join(directory, 'postgresql-2.json'), line('42P01'));
  const next = await readLog(directory, place);
  expect(next.counts).toEqual({ shop: { '42703': 1, '42P01': 1 } });
  expect(next.place.file).toContain('postgresql-2.json');
});

test('no log is an error that says what to set', async () => {
  await expect(readLog(mkdtempSync(join(tmpdir(), 'watchdog-log-')), null)).rejects.toThrow('jsonlog');
});
