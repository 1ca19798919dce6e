import {
  counted,
  type MigrateOptions,
  type MigrateResult,
  migrate,
  noticeText,
  plainDuration,
} from '@plumbline/engine';
import { chooseDatabase } from '../choose-database.ts';
import type { FlagValues } from '../flags.ts';
import { migrateDocument } from '../json-document.ts';
import { migrateView } from '../migrate-view.ts';
import { findMigrations } from '../migrations-directory.ts';
import { placeholderOptions } from '../placeholder-options.ts';
import { listenToSignals, type Signals } from '../signals.ts';
import type { Terminal } from '../terminal.ts';
import { withFrame } from '../with-frame.ts';
import type { CommandContext } from './command-context.ts';

/** `plumbline migrate`: applies what is pending. @returns the exit code */
export async function migrateCommand(context: CommandContext): Promise<number> {
  const { flags, terminal, env, cwd } = context;
  const { directory, root } = findMigrations(flags.dir, cwd);
  const signals = listenToSignals((name) => terminal.error(`${name}: stopping; what is running is rolled back ...`));
  try {
    const { url } = await chooseDatabase(flags.url, env, root, terminal);
    return await migrateAndShow({ ...migrateOptions(flags), url, directory }, flags, terminal, signals);
  } finally {
    signals.stop();
  }
}

/** Runs the migration, shows it, and gives the exit code. */
export async function migrateAndShow(
  options: MigrateOptions,
  flags: FlagValues,
  terminal: Terminal,
  signals: Signals,
): Promise<number> {
  const view = migrateView(terminal);
  let result: MigrateResult;
  let unfinished: ReturnType<typeof view.close> = [];
  try {
    const plain = await migrate({ ...options, onEvent: view.onEvent, signal: signals.signal });
    result = { ...plain, error: withFrame(plain.error, process.cwd()) };
  } finally {
    unfinished = view.close();
  }
  const exitCode = result.error === null ? 0 : (signals.exitCode() ?? result.error.exitCode);
  // Of a run that broke off in the middle; a migration that the server refused brings its own.
  if (result.failed === null) for (const notice of unfinished) terminal.error(noticeText(notice, terminal.errorPaint));
  if (result.error === null) terminal.line(summary(result, flags, terminal));
  else {
    // With the explanations of all failures, which a run that goes well has no use for.
    const { failureText } = await import('@plumbline/engine');
    terminal.error(failureText(result, terminal.errorPaint));
  }
  if (flags.json === true) terminal.document(migrateDocument(result, flags.dryRun === true, exitCode));
  return exitCode;
}

/** The flags that the engine knows too, under its names. */
export function migrateOptions(flags: FlagValues): MigrateOptions {
  return {
    schema: flags.schema,
    dryRun: flags.dryRun,
    to: flags.to,
    outOfOrder: flags.outOfOrder,
    allowMissing: flags.allowMissing,
    lockWaitMs: flags.lockWait,
    connectWaitMs: flags.connectWait,
    lockTimeoutMs: flags.lockTimeout,
    statementTimeoutMs: flags.statementTimeout,
    checkDeclared: flags.checkDeclared,
    ...placeholderOptions(flags),
  };
}

function summary(result: MigrateResult, flags: FlagValues, { paint }: Terminal): string {
  const database =
    result.target === null
      ? ''
      : `database "${result.target.database}" on ${result.target.host}:${result.target.port}, `;
  const tail = paint.dim(`(${database}${plainDuration(result.durationMs)})`);
  const left = result.pending.length === 0 ? '' : `; ${result.pending.length} still pending`;
  if (flags.dryRun === true && result.pending.length > 0) {
    const lines = result.pending.map((name) => `${paint.cyan('·')} ${name}`);
    return [...lines, '', `${counted(result.pending.length, 'migration')} would run; nothing was changed ${tail}`].join(
      '\n',
    );
  }
  if (result.applied.length > 0) {
    const statements = result.applied.reduce((sum, migration) => sum + migration.statements, 0);
    return `\n${paint.bold(`${counted(result.applied.length, 'migration')} applied`)}, ${counted(statements, 'statement')}${left} ${tail}`;
  }
  if (result.skipped.length === 0 && result.pending.length === 0)
    return `Nothing to do: there are no migrations ${tail}`;
  const known =
    result.skipped.length === 1
      ? 'the one migration is applied'
      : `all ${result.skipped.length} migrations are applied`;
  return result.pending.length === 0
    ? `Nothing to do: ${known} ${tail}`
    : `Nothing to do up to ${flags.to}${left} ${tail}`;
}
