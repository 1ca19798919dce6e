import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { newMigration } from './new-migration.ts';

function directoryWith(...names: readonly string[]): string {
  const directory = mkdtempSync(join(tmpdir(), 'plumbline-new-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  for (const name of names) writeFileSync(join(directory, name), 'select 1;');
  return directory;
}

const now = new Date('2026-03-04T05:06:07.890Z');

describe('newMigration', () => {
  test.each([
    ['an empty directory', [], '001_add_x'],
    ['three digits', ['001_a.sql', '021_b.sql', 'create_c.sql'], '022_add_x'],
    ['numbers with a gap', ['003_a.sql', '007_b.sql'], '008_add_x'],
    ['four digits and a minus', ['0009-a.sql'], '0010-add-x'],
    ['no padding', ['9_a.sql'], '10_add_x'],
    ['more digits than there were', ['999_a.sql'], '1000_add_x'],
    ['the time', ['20260101000000_a.sql'], '20260304050607_add_x'],
    ['the time, from a clock that is ahead of ours', ['20270101000000_a.sql'], '20270101000001_add_x'],
    ['files that are no migrations', ['.900_a.sql', '901_a.down.sql', '902_a.txt'], '001_add_x'],
  ])('follows the style of the directory: %s', (_name, existing, expected) => {
    const directory = directoryWith(...existing);
    const made = newMigration({ directory, name: 'add x', now });
    expect(made).toEqual({ name: expected, file: join(directory, `${expected}.sql`) });
    expect(readdirSync(directory)).toContain(`${expected}.sql`);
  });

  test.each([
    ['Add Invoices', 'add_invoices'],
    ['  add--invoices.sql ', 'add_invoices'],
    ['2fa tables', '2fa_tables'],
    ['a\n\tb', 'a_b'],
    ['Rechnungen für Öl', 'rechnungen_für_öl'],
    ['表', '表'],
  ])('%j becomes %s', (name, slug) => {
    expect(newMigration({ directory: directoryWith(), name }).name).toBe(`001_${slug}`);
  });

  test.each([
    ['', 'no letter or digit'],
    [' - ', 'no letter or digit'],
    ['../../etc/passwd', '"/"'],
    ['a\\b', '"\\\\"'],
    ['a;b', '";"'],
    ['022_add_x', 'begins with a number'],
    ['x'.repeat(151), 'too long'],
  ])('refuses %j and makes nothing', (name, reason) => {
    const directory = directoryWith();
    expect(() => newMigration({ directory, name })).toThrow(reason);
    expect(readdirSync(directory)).toEqual([]);
  });

  test('refuses a name that another number has already', () => {
    const directory = directoryWith('004_add_x.sql');
    expect(() => newMigration({ directory, name: 'Add X' })).toThrow('004_add_x.sql');
    expect(() => newMigration({ directory, name: 'add x too' })).not.toThrow();
  });

  test('creates the directory, and says when it cannot', () => {
    const parent = directoryWith('file');
    expect(newMigration({ directory: join(parent, 'db', 'migrations'), name: 'x' }).name).toBe('001_x');
    expect(() => newMigration({ directory: join(parent, 'file'), name: 'x' })).toThrow('cannot be used');
  });

  test('writes a comment that keeps the words', () => {
    const { file } = newMigration({ directory: directoryWith(), name: 'Add Invoices\ndrop table users' });
    expect(readFileSync(file, 'utf8')).toMatch(/^-- Add Invoices drop table users\n--\n/);
  });
});
