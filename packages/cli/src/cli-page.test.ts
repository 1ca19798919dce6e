import { readFileSync } from 'node:fs';
import { errorCodes } from '@plumbline/engine';
import { describe, expect, test } from 'vitest';
import { type FlagName, flags } from './flags.ts';
import { examples } from './help-text.ts';
import { createProgram } from './program.ts';
import { createTerminal } from './terminal.ts';

const page = readFileSync(new URL('../../../docs/cli.md', import.meta.url), 'utf8');
const section = (heading: string): string => page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
const program = createProgram({
  version: '0.0.0',
  env: {},
  cwd: '/',
  terminal: createTerminal(false, {}, process.stdout, process.stderr),
  done: () => {},
});
const commands = program.commands.map((command) => ({ name: command.name(), description: command.description() }));

describe('docs/cli.md', () => {
  test('begins with every command, as the help has them', () => {
    const listed = [...page.matchAll(/^ {4}plumbline (\w+) {2,}(.*)$/gm)].slice(0, commands.length);
    const inOrder = listed.map(([, name, description]) => ({ name, description }));
    const byName = (a: { name?: string | undefined }, b: { name?: string | undefined }) =>
      (a.name ?? '').localeCompare(b.name ?? '');
    expect(inOrder.sort(byName)).toEqual([...commands].sort(byName));
  });

  test('has a section for every command', () => {
    expect(commands.map(({ name }) => name).filter((name) => section(name) === '')).toEqual([]);
  });

  test('has a row for every flag, with its key where it has one', () => {
    const rows = section('Flags')
      .split('\n')
      .filter((line) => line.startsWith('| `--'));
    const told = rows.map((row) => {
      const [, syntax = '', key = ''] = /^\| `([^`]+)` \| (?:`(\w+)`)? ?\|/.exec(row) ?? [];
      return key === '' ? syntax : `${syntax} ${key}`;
    });
    const expected = Object.entries(flags).map(([name, { syntax, inConfig }]) =>
      inConfig ? `${syntax} ${name}` : syntax,
    );
    expect([...new Set(told)].sort()).toEqual([...expected].sort());
  });

  test('names for each flag of few commands those that know it', () => {
    const knownTo = (flag: FlagName): readonly string[] =>
      program.commands
        .filter((command) => command.options.some(({ long }) => long === flags[flag].syntax.split(' ', 1)[0]))
        .map((command) => command.name());
    for (const flag of [
      'to',
      'dryRun',
      'shadowUrl',
      'failOn',
      'allowPending',
      'annotations',
      'exitCode',
      'base',
    ] as const) {
      const rows = section('Flags')
        .split('\n')
        .filter((line) => line.startsWith(`| \`${flags[flag].syntax}\` |`))
        .join('\n');
      expect([flag, ...knownTo(flag).filter((name) => !rows.includes(`\`${name}\``))]).toEqual([flag]);
    }
  });

  test('and the help have every exit code that there is', () => {
    const codes = new Set([0, 3, 4, 5, ...Object.values(errorCodes).map(({ exitCode }) => exitCode)]);
    const rows = section('Exit codes').split('\n').join(' ');
    const help = examples.plumbline.split('Exit codes:')[1] ?? '';
    for (const code of codes) {
      expect(rows).toMatch(new RegExp(`\\| (\\d+, )?${code} \\|`));
      expect(help).toMatch(new RegExp(`\\b${code}\\b`));
    }
  });
});
