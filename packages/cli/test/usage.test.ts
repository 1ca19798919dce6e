import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { examples } from '../src/help-text.ts';
import { build, emptyDirectory, plumbline } from './command-line.ts';

beforeAll(build);

describe('wrong usage ends with 2 and says what was meant', () => {
  test.each([
    ['an unknown command', ['migarte'], {}, "unknown command 'migarte'", 'Did you mean migrate?'],
    ['an unknown flag', ['migrate', '--jsno'], {}, "unknown option '--jsno'", 'Did you mean --json?'],
    ['a flag without its value', ['migrate', '--to'], {}, "'--to <name>' argument missing", ''],
    ['a word too many', ['status', 'now'], {}, 'too many arguments', ''],
    ['no command', [], {}, 'Usage: plumbline', ''],
    ['a wrong duration', ['migrate', '--lock-wait', '5 parsecs'], {}, '--lock-wait is "5 parsecs"', '30s'],
    ['a wrong duration in a variable', ['migrate'], { PLUMBLINE_LOCK_WAIT: 'x' }, 'PLUMBLINE_LOCK_WAIT is "x"', '30s'],
    [
      'a wrong switch in a variable',
      ['migrate'],
      { PLUMBLINE_OUT_OF_ORDER: 'maybe' },
      'PLUMBLINE_OUT_OF_ORDER',
      '1 or 0',
    ],
    ['a URL of another kind', ['status', '--url', 'mysql://a:hidden@b/c'], {}, 'postgres://', ''],
    ['a URL that is none', ['status', '--url', 'postgres://a:hidden@b:port/c'], {}, 'cannot be read', '%40'],
    ['a URL in the place of the command', ['postgres://a:hidden@b/c'], {}, 'unknown command', ''],
  ] as const)('%s', async (_name, args, env, message, guess) => {
    const { exitCode, stdout, stderr } = await plumbline(args, emptyDirectory(), env);
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(stderr).toContain(guess);
    expect(stderr).not.toContain('hidden');
  });

  test.each([
    ['an unknown key', '{ "lockwait": "5s" }', 'Did you mean "lockWait"?'],
    ['a url, which would be committed with its password', '{ "url": "postgres://a:hidden@b/c" }', 'DATABASE_URL'],
    ['a wrong value', '{ "outOfOrder": [] }', '"outOfOrder" in plumbline.config.json'],
    ['no JSON', '{', 'not valid JSON'],
    ['a list', '[]', 'one JSON object'],
  ])('a configuration file with %s', async (_name, text, message) => {
    const directory = emptyDirectory();
    writeFileSync(join(directory, 'plumbline.config.json'), text);
    const { exitCode, stderr } = await plumbline(['migrate'], directory, {
      DATABASE_URL: 'postgres://x@127.0.0.1:1/x',
    });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('hidden');
  });

  test.each([
    ['under NODE_ENV=production', { NODE_ENV: 'production' }],
    ['where PLUMBLINE_NO_DEV forbids it', { PLUMBLINE_NO_DEV: '1' }],
  ])('no database is named %s: nothing is started instead', async (_name, env) => {
    const { exitCode, stderr } = await plumbline(['migrate'], emptyDirectory(), env);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Set DATABASE_URL=');
  });
});

describe('help', () => {
  test('is printed on standard output, with examples, for the program and for each command', async () => {
    const directory = emptyDirectory();
    for (const args of [
      ['--help'],
      ...Object.keys(examples).flatMap((command) => (command === 'plumbline' ? [] : [[command, '--help']])),
    ]) {
      const { exitCode, stdout, stderr } = await plumbline(args, directory);
      expect(exitCode).toBe(0);
      expect(stderr).toBe('');
      expect(stdout).toContain('Examples:');
      expect(stdout).toContain('Usage: plumbline');
    }
  });

  test('--version is that of the package', async () => {
    const { default: manifest } = await import('../package.json', { with: { type: 'json' } });
    expect(await plumbline(['--version'], emptyDirectory())).toMatchObject({
      exitCode: 0,
      stdout: `${manifest.version}\n`,
    });
  });
});
