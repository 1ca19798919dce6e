import { counted, errorText, planRun, type RunPlan } from '@plumbline/engine';
import { chooseDatabase } from '../choose-database.ts';
import { resultDocument } from '../json-document.ts';
import { findMigrations } from '../migrations-directory.ts';
import { placeholderOptions } from '../placeholder-options.ts';
import { planText } from '../plan-text.ts';
import type { CommandContext } from './command-context.ts';

/** `plumbline plan`: what `migrate` would run, in which transactions, and what it would lock. @returns the exit code */
export async function planCommand({ flags, terminal, env, cwd }: CommandContext): Promise<number> {
  const { directory, root } = findMigrations(flags.dir, cwd);
  const { url } = await chooseDatabase(flags.url, env, root, terminal);
  const result = await planRun({
    ...{ url, directory, to: flags.to, schema: flags.schema, connectWaitMs: flags.connectWait },
    ...{ outOfOrder: flags.outOfOrder, allowMissing: flags.allowMissing },
    ...{ lockTimeoutMs: flags.lockTimeout, statementTimeoutMs: flags.statementTimeout },
    ...placeholderOptions(flags),
  });
  const { error, files, warnings, target } = result;
  const exitCode = error?.exitCode ?? 0;
  for (const warning of warnings) terminal.line(terminal.paint.yellow(`! ${warning}`));
  for (const file of files) terminal.line(`${planText(file, terminal)}\n`);
  if (error === null) terminal.line(summary(result));
  else terminal.error(errorText(error, terminal.errorPaint, target));
  if (flags.json === true) terminal.document(resultDocument('plan', exitCode, result));
  return exitCode;
}

function summary({ files }: RunPlan): string {
  if (files.length === 0) return 'Nothing is pending.';
  const statements = files.flatMap((file) => file.statements).filter(({ isDone }) => !isDone);
  const locks = statements.flatMap((statement) => statement.locks);
  const blocked = new Set(locks.filter(({ waits }) => waits === 'readers and writers').map(({ relation }) => relation));
  const held = blocked.size === 0 ? 'no reader has to wait' : `readers of ${[...blocked].join(', ')} wait`;
  return `${counted(files.length, 'migration')}, ${counted(statements.length, 'statement')}; ${held}. Nothing was changed.`;
}
