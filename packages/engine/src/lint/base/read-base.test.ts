import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lint } from '../lint.ts';

const table = (type: string): string => `CREATE TABLE t (id ${type} PRIMARY KEY);\n`;

function directory(): string {
  const root = mkdtempSync(join(tmpdir(), 'plumbline-base-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, 'migrations'));
  return join(root, 'migrations');
}

function write(where: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(where, `${name}.sql`), text);
}

function git(where: string, ...args: readonly string[]): void {
  execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.invalid', ...args], { cwd: where });
}

function commit(where: string): void {
  git(where, 'add', '.');
  git(where, 'commit', '-q', '-m', 'x');
}

async function found(where: string, base?: string): Promise<readonly string[]> {
  const { findings } = await lint({ directory: where, base });
  return findings.map(({ rule, migration }) => `${migration} ${rule}`);
}

/** A repository whose main branch has these files, with a branch of one's own checked out. */
function branchOf(files: Readonly<Record<string, string>>, branch = 'main'): string {
  const where = directory();
  git(where, 'init', '-q', '-b', branch);
  write(where, files);
  commit(where);
  git(where, 'checkout', '-q', '-b', 'mine');
  return where;
}

test('without a repository, and before its first commit, every file is judged', async () => {
  const where = directory();
  write(where, { '1': table('int') });
  expect((await lint({ directory: where })).judged).toEqual(['1']);
  git(where, 'init', '-q');
  expect((await lint({ directory: where })).judged).toEqual(['1']);
});

test.each(['main', 'master', 'trunk'])('what is not on the branch %s is judged, committed or not', async (branch) => {
  const where = branchOf({ '1': table('int') }, branch);
  if (branch === 'trunk') git(where, 'checkout', '-q', 'trunk');
  write(where, { '2': 'SELECT 1;' });
  expect((await lint({ directory: where })).judged).toEqual(['2']);
  write(where, { '1': table('bigint') });
  expect((await lint({ directory: where })).judged).toEqual(['1', '2']);
});

test('an edit is told from another line end and from another comment', async () => {
  const where = branchOf({ '1': table('int'), '2': 'SELECT 1;\nSELECT 2;\n' });
  write(where, { '1': `-- why\n${table('int')}`, '2': 'SELECT 1;\r\nSELECT 2;\r\n' });
  expect(await found(where, 'main')).toEqual([]);
  write(where, { '1': table('bigint') });
  expect(await found(where, 'main')).toEqual(['1 edited-since-base']);
  expect(await found(where)).toEqual([]);
});

test('what others changed on the base is not an edit of ours, and their numbers count', async () => {
  const where = branchOf({ '1': table('int') });
  write(where, { '2_mine': 'SELECT 1;' });
  commit(where);
  git(where, 'checkout', '-q', 'main');
  write(where, { '1': table('bigint'), '2_theirs': 'SELECT 1;' });
  commit(where);
  git(where, 'checkout', '-q', 'mine');
  expect(await found(where, 'main')).toEqual(['2_mine duplicate-number']);
  git(where, 'checkout', '-q', 'main');
  write(where, { '3_theirs': 'SELECT 1;' });
  commit(where);
  git(where, 'checkout', '-q', 'mine');
  expect(await found(where, 'main')).toEqual(['2_mine duplicate-number', '2_mine lower-number-than-base']);
});

test('a base that is not there is refused with what to do', async () => {
  const where = branchOf({ '1': table('int') });
  await expect(lint({ directory: where, base: 'origin/main' })).rejects.toMatchObject({
    code: 'invalid-options',
    message: 'The files cannot be compared with "origin/main": git knows no such commit.',
  });
  await expect(lint({ directory: where, base: '--help' })).rejects.toMatchObject({ code: 'invalid-options' });
  await expect(lint({ directory: tmpdir(), base: 'main' })).rejects.toThrow('in no git repository');
});
