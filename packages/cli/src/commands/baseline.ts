import { type BaselineResult, baseline, counted, errorText } from '@plumbline/engine';
import { chooseDatabase } from '../choose-database.ts';
import { resultDocument } from '../json-document.ts';
import { findMigrations } from '../migrations-directory.ts';
import { missingText } from '../missing-text.ts';
import type { OwnOptions } from '../own-options.ts';
import { placeholderOptions } from '../placeholder-options.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandContext } from './command-context.ts';

/** `plumbline baseline <upto>`: records what the database has already. @returns the exit code */
export async function baselineCommand(context: CommandContext, own: OwnOptions, upTo: string): Promise<number> {
  const { flags, terminal, env, cwd } = context;
  const { directory, root } = findMigrations(flags.dir, cwd);
  const { url } = await chooseDatabase(flags.url, env, root, terminal);
  const result = await baseline({
    ...{ url, directory, upTo, schema: flags.schema, connectWaitMs: flags.connectWait, lockWaitMs: flags.lockWait },
    ...{ force: own.force === true, dryRun: flags.dryRun },
    ...placeholderOptions(flags),
  });
  const { error, missing, target } = result;
  const exitCode = error?.exitCode ?? 0;
  if (error === null) terminal.line(words(result, terminal));
  else terminal.error(errorText(error, terminal.errorPaint, target));
  // With an error the list stands beside it, whole; the message names the first few.
  if (error !== null && missing.length > 0) terminal.error(`\n${missingText(missing, '  ')}`);
  if (flags.json === true) terminal.document(resultDocument('baseline', exitCode, result));
  return exitCode;
}

function words({ recorded, skipped, missing, doubts, dryRun }: BaselineResult, { paint }: Terminal): string {
  const verb = dryRun ? 'would be recorded' : 'recorded';
  const known = skipped.length === 0 ? '' : `; ${skipped.length} applied before`;
  return [
    ...recorded.map((name) => `${paint.green('✓')} ${name}`),
    ...(missing.length === 0
      ? []
      : ['', paint.yellow('! The database lacks, and goes on lacking:'), missingText(missing, '    ')]),
    ...(doubts.length === 0
      ? []
      : [
          '',
          paint.dim('Otherwise than declared, and perhaps rightly: the files have SQL that cannot be read beforehand.'),
          missingText(doubts, '    '),
        ]),
    ...(recorded.length === 0 ? [] : ['']),
    recorded.length === 0
      ? `Nothing to record${known}.`
      : `${counted(recorded.length, 'migration')} ${verb} as applied, without being run${known}.`,
  ].join('\n');
}
