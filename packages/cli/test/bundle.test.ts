import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { project, repository } from './command-line.ts';

const packageDirectory = join(repository, 'packages/cli');
/** What the bundler adds of its own is less, in a file that it names as it likes. */
const LEAST_BYTES = 4000;
const root = mkdtempSync(join(tmpdir(), 'plumbline-bundle-'));
// As it lies in the package, so that what is loaded by name is found.
const bundle = join(root, 'dist', 'bundle');

beforeAll(() => {
  symlinkSync(join(packageDirectory, 'node_modules'), join(root, 'node_modules'));
  const made = spawnSync(process.execPath, [join(packageDirectory, 'bundling/bundle.js'), bundle], {
    encoding: 'utf8',
  });
  expect(made, made.stderr).toMatchObject({ status: 0 });
});

afterAll(() => rmSync(root, { recursive: true }));

/** Runs the bundle and says which of its files were loaded. */
function filesLoaded(url: string, directory: string, cwd: string): readonly string[] {
  const program = `
process.argv.splice(1, 0, 'plumbline');
require(${JSON.stringify(join(bundle, 'plumbline.cjs'))});
process.on('exit', () => console.error(JSON.stringify(Object.keys(require.cache))));`;
  const args = ['-e', program, '--', 'migrate', '--url', url, '--dir', directory];
  const { stderr, status } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  const all: readonly string[] = JSON.parse(stderr.trim().split('\n').at(-1) ?? '');
  const ours = all.filter((file) => file.startsWith(bundle) && statSync(file).size >= LEAST_BYTES);
  return ours.map((file) => basename(file));
}

test('a run loads what it needs of the bundle: one file without work, one more to apply', async () => {
  const own = await project({
    '001_users.sql': 'create table users (id int primary key);\ncreate index on users (id);',
  });
  const { directory } = own;
  const run = (): readonly string[] => filesLoaded(own.url, join(directory, 'migrations'), directory);
  expect(run()).toEqual(['plumbline.cjs', 'plumbline-apply.cjs']);
  expect(run()).toEqual(['plumbline.cjs']);
});
