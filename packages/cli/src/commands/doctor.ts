import { type Check, counted, examine, wrapText } from '@plumbline/engine';
import { chooseDatabase } from '../choose-database.ts';
import { findMigrations } from '../migrations-directory.ts';
import { placeholderOptions } from '../placeholder-options.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandContext } from './command-context.ts';

const WIDTH = 100;

/** `plumbline doctor`: a line for each thing that a migration needs. @returns 0, or 1 when one of them failed */
export async function doctorCommand({ flags, terminal, env, cwd }: CommandContext): Promise<number> {
  const { directory, root } = findMigrations(flags.dir, cwd);
  const { url } = await chooseDatabase(flags.url, env, root, terminal);
  const { schema, connectWait: connectWaitMs, outOfOrder, allowMissing } = flags;
  const result = await examine({
    ...{ url, directory, schema, connectWaitMs, outOfOrder, allowMissing },
    ...placeholderOptions(flags),
  });
  const width = Math.max(...result.checks.map(({ name }) => name.length));
  for (const check of result.checks) terminal.line(checkText(check, width, terminal));
  terminal.line(`\n${summary(result.checks)}`);
  const exitCode = result.ok ? 0 : 1;
  if (flags.json === true) {
    const { ok, target, checks, durationMs } = result;
    terminal.document({
      command: 'doctor',
      ok,
      exitCode,
      database: target,
      checks,
      error: null,
      durationMs: Math.round(durationMs),
    });
  }
  return exitCode;
}

function checkText({ name, state, what, remedy }: Check, width: number, { paint }: Terminal): string {
  const mark = { ok: paint.green('✓'), warn: paint.yellow('!'), fail: paint.red('✗') }[state];
  const indent = ' '.repeat(width + 4);
  return [
    wrapText(what, WIDTH, indent, `${mark} ${name.padEnd(width)}  `),
    ...remedy.map((step) => wrapText(step, WIDTH, `${indent}  `, `${indent}→ `)),
  ].join('\n');
}

function summary(checks: readonly Check[]): string {
  const count = (state: Check['state']): number => checks.filter((check) => check.state === state).length;
  if (count('fail') + count('warn') === 0) return `All ${checks.length} checks are fine.`;
  const failed = count('fail') === 0 ? '' : `, ${count('fail')} failed`;
  return `${counted(checks.length, 'check')}: ${count('ok')} fine, ${counted(count('warn'), 'warning')}${failed}.`;
}
