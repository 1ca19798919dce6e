import { errorText, status, statusText } from '@plumbline/engine';
import { chooseDatabase } from '../choose-database.ts';
import { statusDocument } from '../json-document.ts';
import { findMigrations } from '../migrations-directory.ts';
import type { CommandContext } from './command-context.ts';

/** `plumbline status`: every migration and its state; reads only. @returns the exit code */
export async function statusCommand({ flags, terminal, env, cwd }: CommandContext): Promise<number> {
  const { directory, root } = findMigrations(flags.dir, cwd);
  const { url } = await chooseDatabase(flags.url, env, root, terminal);
  const result = await status({
    url,
    directory,
    schema: flags.schema,
    connectWaitMs: flags.connectWait,
    outOfOrder: flags.outOfOrder,
    allowMissing: flags.allowMissing,
  });
  const isRead = result.error === null || result.error.code === 'history-conflict';
  if (isRead) {
    for (const warning of result.warnings) terminal.line(terminal.paint.yellow(`! ${warning}`));
    terminal.line(statusText(result, terminal.paint));
  }
  const hasPending = flags.exitCode === true && result.pending.length > 0;
  const exitCode = result.error?.exitCode ?? (hasPending ? 3 : 0);
  if (result.error !== null) terminal.error(errorText(result.error, terminal.errorPaint, result.target));
  if (flags.json === true) terminal.document(statusDocument(result, exitCode));
  return exitCode;
}
