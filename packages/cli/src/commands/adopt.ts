import { type AdoptResult, adopt, counted, errorText } from '@plumbline/engine';
import { adoptText } from '../adopt-text.ts';
import { chooseDatabase } from '../choose-database.ts';
import { resultDocument } from '../json-document.ts';
import { findMigrations } from '../migrations-directory.ts';
import type { OwnOptions } from '../own-options.ts';
import { placeholderOptions } from '../placeholder-options.ts';
import { scratchServer } from '../scratch-server.ts';
import { listenToSignals } from '../signals.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandContext } from './command-context.ts';

/** `plumbline adopt`: takes over a database that something else migrated. @returns the exit code */
export async function adoptCommand(context: CommandContext, own: OwnOptions): Promise<number> {
  const { flags, terminal, env, cwd } = context;
  const { directory, root } = findMigrations(flags.dir, cwd);
  const { url } = await chooseDatabase(flags.url, env, root, terminal);
  const signals = listenToSignals((name) => terminal.error(`${name}: stopping ...`));
  try {
    const result = await adopt({
      ...{ url, directory, schema: flags.schema, connectWaitMs: flags.connectWait, lockWaitMs: flags.lockWait },
      ...{ lockTimeoutMs: flags.lockTimeout, statementTimeoutMs: flags.statementTimeout, signal: signals.signal },
      ...placeholderOptions(flags),
      ...{
        scratch: scratchServer(flags.shadowUrl, terminal),
        apply: own.apply,
        allow: own.allow,
        run: own.run,
        ran: own.ran,
      },
    });
    terminal.live(null);
    const { error, target } = result;
    const exitCode = error === null ? 0 : (signals.exitCode() ?? error.exitCode);
    if (result.migrations.length > 0) terminal.line(adoptText(result, terminal));
    for (const warning of result.warnings) terminal.line(terminal.paint.yellow(`! ${warning}`));
    if (error === null) terminal.line(`\n${end(result, terminal)}`);
    else terminal.error(errorText(error, terminal.errorPaint, target));
    if (flags.json === true) terminal.document(resultDocument('adopt', exitCode, result));
    return exitCode;
  } finally {
    signals.stop();
  }
}

function end({ applied, migrations: all, recorded, steps }: AdoptResult, { paint }: Terminal): string {
  if (recorded.length === 0 && steps.length === 0) {
    const known = all.length === 1 ? 'the one migration is' : `all ${all.length} migrations are`;
    return `${paint.green('✓')} Nothing to do: ${known} in the history, and the schema is what they say.`;
  }
  const migrations = counted(recorded.length, 'migration');
  if (applied)
    return `${paint.green('✓')} ${migrations} recorded as applied, ${counted(steps.length, 'step')} done. The schema is what they say.`;
  const what = steps.length === 0 ? `record ${migrations}` : `do this and record ${migrations}`;
  return `Nothing was changed. To ${what}: plumbline adopt --apply`;
}
