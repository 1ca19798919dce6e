import type { FlagValues } from '../flags.ts';
import type { Terminal } from '../terminal.ts';

/** What every command is handed. */
export interface CommandContext {
  readonly flags: FlagValues;
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}
