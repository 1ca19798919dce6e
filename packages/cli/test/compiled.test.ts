import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import * as nodeModule from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { project, repository } from './command-line.ts';

const packageDirectory = join(repository, 'packages/cli');
const root = mkdtempSync(join(tmpdir(), 'plumbline-compiled-'));
const bundle = join(root, 'dist', 'bundle');

beforeAll(() => {
  symlinkSync(join(packageDirectory, 'node_modules'), join(root, 'node_modules'));
  cpSync(join(packageDirectory, 'bin'), join(root, 'bin'), { recursive: true });
  const made = spawnSync(process.execPath, [join(packageDirectory, 'bundling/bundle.js'), bundle], {
    encoding: 'utf8',
  });
  expect(made, made.stderr).toMatchObject({ status: 0 });
});

afterAll(() => rmSync(root, { recursive: true }));

const kept = (): readonly string[] => readdirSync(bundle).filter((name) => name.endsWith('.cache'));

/** @returns everything that it printed */
function run(args: readonly string[], cwd: string, code = 0): string {
  const program = join(root, 'bin', 'plumbline.js');
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], { cwd, encoding: 'utf8' });
  expect(status, stderr).toBe(code);
  return `${stdout}${stderr}`;
}

// From 22 on Node keeps compiled code itself.
test.skipIf('enableCompileCache' in nodeModule)(
  'compiled code is kept by a run that migrates, taken by the next one, and never for another text',
  { timeout: 120_000 },
  async () => {
    const { url, directory } = await project({
      '001_users.sql': 'create table users (id int primary key);',
      '002_do.sql': 'do $$ begin create table made (id int); end $$;',
    });
    const migrate = (code = 0): string =>
      run(['migrate', '--url', url, '--dir', join(directory, 'migrations')], directory, code);
    run(['--version'], directory);
    expect(kept()).toEqual([]);

    expect(migrate()).toContain('2 migrations applied');
    const [core = '', ...others] = kept();
    expect(core).toMatch(/^plumbline\.cjs\..*\.cache$/);
    expect(others).toEqual([]);
    const before = readFileSync(join(bundle, core));
    // What is loaded later, the parser by name, works beside it.
    const swallowed = 'do $$ begin create table a (id nonsense); exception when others then null; end $$;';
    writeFileSync(join(directory, 'migrations', '003_swallowed.sql'), swallowed);
    expect(migrate(1)).toContain('is not there');
    rmSync(join(directory, 'migrations', '003_swallowed.sql'));
    expect(migrate()).toContain('Nothing to do');
    expect(readFileSync(join(bundle, core)).equals(before)).toBe(true);

    truncateSync(join(bundle, core), 1000);
    expect(migrate()).toContain('Nothing to do');
    expect(readFileSync(join(bundle, core)).length).toBeGreaterThan(1000);

    // As long as it was, so that V8 alone would not see it.
    const file = join(bundle, 'plumbline.cjs');
    const text = readFileSync(file, 'utf8');
    const id = /\/\/# id=(\w+)/.exec(text)?.[1] ?? '';
    const other = text.replaceAll('Nothing to do', 'Nothing at do').replace(id, id.split('').reverse().join(''));
    expect(other).toHaveLength(text.length);
    writeFileSync(file, other);
    expect(migrate()).toContain('Nothing at do');
    expect(run(['--version'], directory)).toMatch(/^\d+\.\d+\.\d+/);
  },
);
