import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { build, emptyDirectory, plumbline } from './command-line.ts';

beforeAll(build);

function directoryWith(...names: readonly string[]): string {
  const directory = emptyDirectory();
  mkdirSync(join(directory, 'migrations'));
  for (const name of names) writeFileSync(join(directory, 'migrations', name), '');
  return directory;
}

describe('plumbline new', () => {
  test('makes the next file and prints its path alone', async () => {
    const directory = directoryWith('001_a.sql', '021_fix.sql', 'create_telemetry_tables.sql');
    const { exitCode, stdout, stderr } = await plumbline(['new', 'Add', 'invoices'], directory);
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 0,
      stdout: 'migrations/022_add_invoices.sql\n',
      stderr: '',
    });
    expect(readFileSync(join(directory, stdout.trim()), 'utf8')).toMatch(/^-- Add invoices\n/);
  });

  test('refuses a name that is taken, and makes nothing', async () => {
    const directory = directoryWith('007_add_invoices.sql');
    const { exitCode, stderr } = await plumbline(['new', 'add invoices'], directory);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('migrations/007_add_invoices.sql');
    expect(readdirSync(join(directory, 'migrations'))).toHaveLength(1);
  });
});
