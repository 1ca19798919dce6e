import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { build, emptyDirectory, plumbline, repository } from './command-line.ts';

beforeAll(build);

const users = 'CREATE TABLE users (id serial PRIMARY KEY);\n';
const orders = 'CREATE TABLE orders (\n  user_id uuid REFERENCES users (id)\n);\n';
const wide = 'CREATE TABLE wide (user_id bigint REFERENCES users (id));\n';

function directoryWith(files: Readonly<Record<string, string>>, root = emptyDirectory()): string {
  mkdirSync(join(root, 'migrations'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, 'migrations', name), text);
  return root;
}

/** A repository with one commit of these files. */
function repositoryWith(files: Readonly<Record<string, string>>): string {
  const root = directoryWith(files);
  git(root, 'init', '-q', '-b', 'main');
  commit(root);
  return root;
}

function git(root: string, ...args: readonly string[]): void {
  execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.invalid', ...args], { cwd: root });
}

function commit(root: string): void {
  git(root, 'add', '.');
  git(root, 'commit', '-q', '-m', 'x');
}

describe('plumbline lint', () => {
  test('shows the place, what comes of it and what to do, and ends with 5', async () => {
    const { exitCode, stdout } = await plumbline(['lint'], directoryWith({ '1_users.sql': users, '2_o.sql': orders }));
    expect(exitCode).toBe(5);
    expect(stdout).toContain(`✗ The foreign key from orders.user_id to users.id joins uuid to integer.

  migrations/2_o.sql:2:16  foreign-key-type-mismatch
    1 | CREATE TABLE orders (
  > 2 |   user_id uuid REFERENCES users (id)
      |                ^
    3 | );
`);
    expect(stdout).toContain('  - Give orders.user_id the type integer, which users.id has (1_users.sql:1).');
    expect(stdout).toMatch(/\n2 migrations judged: 1 error\. \(\d+ ms\)\n$/);
  });

  test('a warning fails only when it is told to', async () => {
    const root = directoryWith({ '1_users.sql': users, '2_w.sql': wide });
    const plain = await plumbline(['lint'], root);
    expect([plain.exitCode, plain.stdout.includes('! The foreign key')]).toEqual([0, true]);
    expect((await plumbline(['lint', '--fail-on', 'warning'], root)).exitCode).toBe(5);
  });

  test('judges what is not on the main branch, all files, or those that are named', async () => {
    const root = repositoryWith({ '1_users.sql': users, '2_o.sql': orders });
    const nothing = await plumbline(['lint'], root);
    expect([nothing.exitCode, nothing.stdout]).toEqual([0, expect.stringContaining('No new migration to judge')]);
    expect((await plumbline(['lint', '--all'], root)).exitCode).toBe(5);
    expect((await plumbline(['lint', 'migrations/2_o.sql'], root)).exitCode).toBe(5);
    expect((await plumbline(['lint', '1_users'], root)).exitCode).toBe(0);
    git(root, 'checkout', '-q', '-b', 'mine');
    directoryWith({ '3_w.sql': wide }, root);
    const untracked = await plumbline(['lint'], root);
    expect(untracked.stdout).toContain('1 migration judged: 1 warning.');
    commit(root);
    expect((await plumbline(['lint'], root)).stdout).toContain('1 migration judged: 1 warning.');
  });

  test('--base finds numbers that came meanwhile, and edits', async () => {
    const root = repositoryWith({ '1_users.sql': users });
    git(root, 'checkout', '-q', '-b', 'mine');
    directoryWith({ '1_users.sql': users.replace('serial', 'bigserial'), '2_mine.sql': 'SELECT 1;' }, root);
    commit(root);
    git(root, 'checkout', '-q', 'main');
    directoryWith({ '2_theirs.sql': 'SELECT 1;', '3_theirs.sql': 'SELECT 1;' }, root);
    commit(root);
    git(root, 'checkout', '-q', 'mine');
    const { exitCode, stdout } = await plumbline(['lint', '--base', 'main', '--json'], root);
    const { findings } = JSON.parse(stdout);
    expect(exitCode).toBe(5);
    expect(findings.map(({ rule, file }: { rule: string; file: string }) => [rule, file])).toEqual([
      ['edited-since-base', 'migrations/1_users.sql'],
      ['duplicate-number', 'migrations/2_mine.sql'],
      ['lower-number-than-base', 'migrations/2_mine.sql'],
    ]);
  });

  test('the formats hold the same findings, with paths from the root of the repository', async () => {
    const root = repositoryWith({ '1_users.sql': users, '2_o.sql': orders });
    const here = join(root, 'migrations');
    const args = ['lint', '--all', '--dir', '.', '--format'];
    const github = await plumbline([...args, 'github'], here);
    expect(github.stdout).toMatch(/^::error file=migrations\/2_o\.sql,line=2,col=16,title=foreign-key-type-mismatch::/);
    const log = JSON.parse((await plumbline([...args, 'sarif'], here)).stdout);
    const [{ ruleId, locations }] = log.runs[0].results;
    expect(ruleId).toBe('foreign-key-type-mismatch');
    expect(locations[0].physicalLocation.artifactLocation.uri).toBe('migrations/2_o.sql');
    const json = JSON.parse((await plumbline([...args, 'json'], here)).stdout);
    expect(json).toMatchObject({ command: 'lint', ok: false, exitCode: 5, judged: ['1_users', '2_o'], error: null });
  });

  test.each([
    [['lint', '--base', 'nowhere'], 'cannot be compared with "nowhere"'],
    [['lint', '--base', '--output=x'], 'cannot be compared with "--output=x"'],
    [['lint', '--format', 'xml'], 'write text, json, sarif or github'],
    [['lint', '--fail-on', 'critical'], 'write error or warning'],
    [['lint', '--all', '1_users'], 'contradict each other'],
    [['lint', '1_user'], 'Did you mean "1_users"?'],
  ])('%j is wrong usage', async (args, message) => {
    const { exitCode, stderr } = await plumbline(args, repositoryWith({ '1_users.sql': users }));
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  test('a file that cannot be read ends with 1 and its place', async () => {
    const { exitCode, stderr } = await plumbline(['lint'], directoryWith({ '1.sql': "SELECT 'x;\n" }));
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('> 1 | SELECT')]);
  });

  test('finds nothing in the migrations of this repository', async () => {
    const { exitCode, stdout } = await plumbline(['lint', '--all', '--fail-on', 'warning'], repository);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('judged: nothing found')]);
  });
});
