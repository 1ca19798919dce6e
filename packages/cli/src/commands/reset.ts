import { createInterface } from 'node:readline/promises';
import { counted, resetDatabase } from '@plumbline/engine';
import { chooseDatabase } from '../choose-database.ts';
import { findMigrations } from '../migrations-directory.ts';
import { UsageError } from '../usage-error.ts';
import type { CommandContext } from './command-context.ts';

/** What only `reset` can be told, and only on the command line: no variable or file may confirm for a person. */
export interface ResetFlags {
  readonly yesDrop?: string;
  readonly forceProduction?: boolean;
}

/** `plumbline reset`: drops the database and makes it again, empty. @returns the exit code */
export async function resetCommand(context: CommandContext, reset: ResetFlags): Promise<number> {
  const { flags, terminal, env, cwd } = context;
  if (env.NODE_ENV === 'production' && reset.forceProduction !== true) {
    throw new UsageError('NODE_ENV is production: reset would drop a production database. Nothing was dropped.', [
      'If that is really wanted, add --force-production.',
    ]);
  }
  const { root } = findMigrations(flags.dir, cwd);
  const { url } = await chooseDatabase(flags.url, env, root, terminal);
  const confirm = reset.yesDrop ?? (await askForName(context, url));
  const result = await resetDatabase({
    url,
    confirm,
    ...(flags.connectWait === undefined ? {} : { connectWaitMs: flags.connectWait }),
  });
  const { target, owner, encoding, ended } = result;
  terminal.line(
    `${terminal.paint.green('✓')} Database "${target.database}" on ${target.host}:${target.port} is new and empty (owner "${owner}", ${encoding}` +
      `${ended === 0 ? '' : `; ${counted(ended, 'connection')} ended`}).`,
  );
  terminal.line('Next: plumbline migrate');
  return 0;
}

async function askForName({ terminal }: CommandContext, url: string): Promise<string> {
  const name = databaseNameOf(url);
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) {
    throw new UsageError(`This would drop the database "${name}" with everything in it, and nobody is here to ask.`, [
      `If that is wanted: plumbline reset --yes-drop ${name}`,
    ]);
  }
  terminal.error(`This drops the database "${name}" with everything in it. It cannot be undone.`);
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await prompt.question('Type its name to go on: ')).trim();
  } finally {
    prompt.close();
  }
}

function databaseNameOf(url: string): string {
  const path = /^[a-z]+:\/\/[^/?#]*\/([^?#]+)/i.exec(url)?.[1];
  if (path === undefined) {
    throw new UsageError('The database URL names no database, so there is nothing to reset.', [
      'Write the name at its end: postgres://user:password@host:port/name',
    ]);
  }
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
