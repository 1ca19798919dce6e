import {
  counted,
  type DownOptions,
  type DownResult,
  down,
  errorText,
  type MigrateEvent,
  plainDuration,
} from '@plumbline/engine';
import { chooseDatabase } from '../choose-database.ts';
import { confirm } from '../confirm.ts';
import { downText } from '../down-text.ts';
import { resultDocument } from '../json-document.ts';
import { migrateView } from '../migrate-view.ts';
import { findMigrations } from '../migrations-directory.ts';
import type { OwnOptions } from '../own-options.ts';
import { placeholderOptions } from '../placeholder-options.ts';
import { listenToSignals, type Signals } from '../signals.ts';
import type { CommandContext } from './command-context.ts';

/** `plumbline down`: shows what would be reverted and lost, asks, and does it. @returns the exit code */
export async function downCommand(context: CommandContext, own: OwnOptions): Promise<number> {
  const { flags, terminal, env, cwd } = context;
  const { directory, root } = findMigrations(flags.dir, cwd);
  const signals = listenToSignals((name) => terminal.error(`${name}: stopping; what is running is rolled back ...`));
  try {
    const { url } = await chooseDatabase(flags.url, env, root, terminal);
    const options: DownOptions = {
      ...{ url, directory, to: own.to, schema: flags.schema, connectWaitMs: flags.connectWait, signal: signals.signal },
      ...{ lockWaitMs: flags.lockWait, lockTimeoutMs: flags.lockTimeout, statementTimeoutMs: flags.statementTimeout },
      ...placeholderOptions(flags),
    };
    const plan = await down({ ...options, dryRun: true });
    if (plan.error !== null) return end(context, plan, signals, '');
    if (plan.steps.length === 0) return end(context, plan, signals, 'There is nothing to revert.');
    terminal.line(downText(plan, terminal));
    if (flags.dryRun === true) return end(context, plan, signals, '\nNothing was changed.');
    const question = `Revert ${counted(plan.steps.length, 'migration')}${plan.losses.length === 0 ? '' : ', and lose these data'}?`;
    const isWanted = own.yes === true || (await confirm(terminal, question, 'the same command with --yes'));
    return isWanted ? await revert(context, { ...options, shown: plan.shown ?? undefined }, signals) : 2;
  } finally {
    signals.stop();
  }
}

async function revert(context: CommandContext, options: DownOptions, signals: Signals): Promise<number> {
  const { terminal } = context;
  const view = migrateView(terminal);
  const onEvent = (event: MigrateEvent): void => {
    view.onEvent(event);
    if (event.type !== 'migration-reverted') return;
    const facts = `${counted(event.statements, 'statement')}  ${plainDuration(event.durationMs)}`;
    terminal.line(`${terminal.paint.green('✓')} ${event.migration} reverted  ${terminal.paint.dim(facts)}`);
  };
  let result: DownResult;
  try {
    result = await down({ ...options, acceptLoss: true, onEvent });
  } finally {
    view.close();
  }
  const { length } = result.reverted;
  const words = `${counted(length, 'migration')} reverted; ${length === 1 ? 'it is' : 'they are'} pending now.`;
  return end(context, result, signals, `\n${words}`);
}

function end({ flags, terminal }: CommandContext, result: DownResult, signals: Signals, words: string): number {
  const { error, target, reverted } = result;
  const exitCode = error === null ? 0 : (signals.exitCode() ?? error.exitCode);
  if (error === null) terminal.line(words);
  else terminal.error(errorText(error, terminal.errorPaint, target));
  if (error !== null && reverted.length > 0) {
    terminal.error(`\n  What was reverted before stays so: ${reverted.map(({ name }) => name).join(', ')}.`);
  }
  if (flags.json === true) terminal.document(resultDocument('down', exitCode, result));
  return exitCode;
}
