import { newMigration } from '@plumbline/engine';
import { findMigrations } from '../migrations-directory.ts';
import type { CommandContext } from './command-context.ts';

/** `plumbline new <name>`: makes the next migration file and prints its path alone, for `$EDITOR "$(plumbline new ...)"`. */
export function newCommand({ flags, terminal, cwd }: CommandContext, words: readonly string[]): number {
  const { directory } = findMigrations(flags.dir, cwd);
  const { file } = newMigration({ directory, name: words.join(' ') });
  terminal.line(file);
  return 0;
}
