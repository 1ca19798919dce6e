import { counted, errorText, type HealResult, heal, newMigration } from '@plumbline/engine';
import { chooseDatabase } from '../choose-database.ts';
import { resultDocument } from '../json-document.ts';
import { findMigrations } from '../migrations-directory.ts';
import type { OwnOptions } from '../own-options.ts';
import { placeholderOptions } from '../placeholder-options.ts';
import { rescueLines } from '../rescue-lines.ts';
import { scratchServer } from '../scratch-server.ts';
import { listenToSignals } from '../signals.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandContext } from './command-context.ts';

/** `plumbline heal`: writes the migration that repairs drift, or repairs it. @returns the exit code */
export async function healCommand(context: CommandContext, own: OwnOptions): Promise<number> {
  const { flags, terminal, env, cwd } = context;
  const { directory, root } = findMigrations(flags.dir, cwd);
  const { url } = await chooseDatabase(flags.url, env, root, terminal);
  const signals = listenToSignals((name) => terminal.error(`${name}: stopping ...`));
  try {
    const result = await heal({
      ...{ url, directory, schema: flags.schema, connectWaitMs: flags.connectWait, lockWaitMs: flags.lockWait },
      ...{ lockTimeoutMs: flags.lockTimeout, statementTimeoutMs: flags.statementTimeout, signal: signals.signal },
      ...placeholderOptions(flags),
      ...{ scratch: scratchServer(flags.shadowUrl, terminal), apply: own.apply, allow: own.allow },
    });
    terminal.live(null);
    const { error, target } = result;
    const exitCode = error === null ? 0 : (signals.exitCode() ?? error.exitCode);
    const isFine = result.findings.before.length === 0 && result.steps.length === 0;
    if (!isFine) terminal.line(`${rescueLines(result, terminal).join('\n').trimStart()}\n`);
    for (const warning of result.warnings) terminal.line(terminal.paint.yellow(`! ${warning}`));
    const isWritten = error === null && own.apply !== true && flags.dryRun !== true;
    const written = isWritten
      ? result.files.map(({ name, text }) => newMigration({ directory, name: name.replaceAll('_', ' '), text }).file)
      : [];
    if (error === null) terminal.line(end(result, written, terminal));
    else terminal.error(errorText(error, terminal.errorPaint, target));
    const told = { ...result, written };
    if (flags.json === true) terminal.document(resultDocument('heal', exitCode, told));
    return exitCode;
  } finally {
    signals.stop();
  }
}

function end({ applied, steps, files }: HealResult, written: readonly string[], { paint }: Terminal): string {
  if (steps.length === 0) return `${paint.green('✓')} Nothing to repair: the schema is what its migrations made.`;
  if (applied)
    return `${paint.green('✓')} ${counted(steps.length, 'step')} done. The schema is what its migrations made.`;
  if (written.length === 0)
    return `Nothing was changed. Without --dry-run ${counted(files.length, 'migration file')} would be written.`;
  return [
    ...written.map((file) => `${paint.green('✓')} ${file} is written`),
    'Read it, commit it, and run it: plumbline migrate',
  ].join('\n');
}
