import { errorText, type RepairOptions, type RepairResult, repair } from '@plumbline/engine';
import { chooseDatabase } from '../choose-database.ts';
import { confirm } from '../confirm.ts';
import { resultDocument } from '../json-document.ts';
import { findMigrations } from '../migrations-directory.ts';
import type { OwnOptions } from '../own-options.ts';
import { placeholderOptions } from '../placeholder-options.ts';
import { repairText } from '../repair-text.ts';
import { UsageError } from '../usage-error.ts';
import type { CommandContext } from './command-context.ts';

/** `plumbline repair`: shows what it would do, asks, and does it. @returns the exit code */
export async function repairCommand(context: CommandContext, own: OwnOptions): Promise<number> {
  const { flags, terminal, env, cwd } = context;
  const { directory, root } = findMigrations(flags.dir, cwd);
  const { accept = [], markApplied = [], markPending = [], dropInvalidIndexes = false } = own;
  const wishes = { accept, markApplied, markPending, dropInvalidIndexes };
  if (accept.length + markApplied.length + markPending.length === 0 && !dropInvalidIndexes) {
    throw new UsageError('There is nothing to repair: say what.', [
      'Give --accept <file>, --mark-applied <name>, --mark-pending <name> or --drop-invalid-indexes.',
    ]);
  }
  const { url } = await chooseDatabase(flags.url, env, root, terminal);
  const options: RepairOptions = {
    ...{ url, directory, ...wishes, schema: flags.schema, connectWaitMs: flags.connectWait },
    ...{ lockWaitMs: flags.lockWait, lockTimeoutMs: flags.lockTimeout },
    ...placeholderOptions(flags),
  };
  const plan = await repair({ ...options, dryRun: true });
  if (plan.error === null) for (const action of plan.actions) terminal.line(repairText(action, terminal));
  const open = plan.actions.filter((action) => action.type !== 'drop-index' || action.left === null);
  if (plan.error !== null || open.length === 0 || flags.dryRun === true) {
    return end(context, plan, open.length === 0 ? 'There is nothing to repair.' : 'Nothing was changed.');
  }
  const question = open.length === 1 ? 'Do this?' : `Do these ${open.length} things?`;
  const isWanted = own.yes === true || (await confirm(terminal, question, 'the same command with --yes'));
  if (!isWanted) return 2;
  const done = await repair({ ...options, shown: plan.shown ?? undefined });
  const left = done.actions.filter((action) => action.type === 'drop-index' && action.left !== null);
  const news = left.filter((action) => plan.actions.every((before) => !isSame(before, action)));
  for (const action of news) terminal.line(repairText(action, terminal));
  return end(context, done, `${terminal.paint.green('✓')} Done.${news.length === 0 ? '' : ' Not all: see above.'}`);
}

function isSame(a: RepairResult['actions'][number], b: RepairResult['actions'][number]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function end({ flags, terminal }: CommandContext, result: RepairResult, words: string): number {
  const { error, target } = result;
  const exitCode = error?.exitCode ?? 0;
  if (error === null) terminal.line(words);
  else terminal.error(errorText(error, terminal.errorPaint, target));
  if (flags.json === true) terminal.document(resultDocument('repair', exitCode, result));
  return exitCode;
}
