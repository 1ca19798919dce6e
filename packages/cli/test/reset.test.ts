import { spawnSync } from 'node:child_process';
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { build, type Project, project, repository, start } from './command-line.ts';

beforeAll(build);

async function withTable(): Promise<Project & { readonly name: string }> {
  const own = await project();
  await own.query('create table keep (id int)');
  return { ...own, name: new URL(own.url).pathname.slice(1) };
}

async function isKept({ query }: Project): Promise<boolean> {
  const [row] = await query<{ kept: boolean }>("select to_regclass('keep') is not null as kept");
  return row?.kept === true;
}

describe('plumbline reset', () => {
  test('drops and makes the database again when its name is given, ending the connections of others', async () => {
    const own = await withTable();
    const other = new pg.Client({ connectionString: own.url });
    const ended = new Promise((resolve) => other.on('error', resolve));
    await other.connect();
    const { exitCode, stdout, stderr } = await own.run(['reset', '--yes-drop', own.name]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain(`✓ Database "${own.name}"`);
    expect(stdout).toContain('1 connection ended');
    expect(stdout).toContain('Next: plumbline migrate');
    expect(stdout).not.toContain(own.password);
    await ended;
    expect(await isKept(own)).toBe(false);
  });

  test.each([
    ['nobody is there to ask', [], {}, '--yes-drop'],
    ['the name is wrong', ['--yes-drop', 'another'], {}, 'is not the name of the database'],
    ['the environment is production', ['--yes-drop', 'NAME'], { NODE_ENV: 'production' }, '--force-production'],
    ['a variable confirms instead of a person', [], { PLUMBLINE_YES_DROP: 'NAME' }, '--yes-drop'],
  ] as const)('drops nothing when %s', async (_name, args, env, message) => {
    const own = await withTable();
    const named = (text: string): string => text.replace('NAME', own.name);
    const variables = Object.fromEntries(Object.entries(env).map(([key, value]) => [key, named(value)]));
    const { exitCode, stderr } = await own.run(['reset', ...args.map(named)], variables);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(await isKept(own)).toBe(true);
  });

  test('drops under production when that is forced', async () => {
    const own = await withTable();
    const args = ['reset', '--yes-drop', own.name, '--force-production'];
    expect((await own.run(args, { NODE_ENV: 'production' })).exitCode).toBe(0);
    expect(await isKept(own)).toBe(false);
  });

  test('never drops a maintenance database', async () => {
    const own = await withTable();
    const url = new URL(own.url);
    url.pathname = '/postgres';
    const { exitCode, stderr } = await own.run(['reset', '--yes-drop', 'postgres'], { DATABASE_URL: url.href });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('maintenance database');
  });
});

// `script` of util-linux gives a command a terminal; other systems have another one or none.
const hasScript = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') === true;

describe.skipIf(!hasScript)('on a terminal', () => {
  const command = `${process.execPath} ${repository}/packages/cli/bin/plumbline.js`;

  test.each([
    ['the name is typed', 'NAME', 0, false],
    ['something else is typed', 'yes', 2, true],
  ] as const)('reset asks for the name: %s', async (_name, typed, exitCode, kept) => {
    const own = await withTable();
    const answer = typed.replace('NAME', own.name);
    // The answer comes when the question is there; `script` passes it on and returns the command's exit code.
    const shell = `(sleep 1.5; echo ${answer}; sleep 1) | script -qec "${command} reset" /dev/null`;
    const { stdout, exitCode: code } = await start('bash', ['-c', shell], own.directory, { DATABASE_URL: own.url })
      .finished;
    expect(stdout).toContain('Type its name to go on:');
    expect(code).toBe(exitCode);
    expect(await isKept(own)).toBe(kept);
  });

  test('migrate shows what runs now in a line that is taken away again', async () => {
    const own = await project({ '001_slow.sql': 'select pg_sleep(1.2);' });
    const shell = `script -qec "${command} migrate" /dev/null`;
    const { stdout } = await start('bash', ['-c', shell], own.directory, { DATABASE_URL: own.url, TERM: 'xterm' })
      .finished;
    expect(stdout).toMatch(/… 001_slow {2}1 statement {2}\d+ ms/);
    expect(stdout).toContain('\r\u001b[2K');
    expect(stdout).toContain('✓\u001b[39m 001_slow');
  });
});
