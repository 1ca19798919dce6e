import { createInterface } from 'node:readline/promises';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/**
 * Asks a person whether to go on; anything but `yes` is a no.
 *
 * @param command how to say yes where nobody can be asked: `plumbline repair ... --yes`
 * @throws UsageError where there is no terminal: nothing is taken for granted in a script
 */
export async function confirm(terminal: Terminal, question: string, command: string): Promise<boolean> {
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) {
    throw new UsageError('Nobody is here to ask, and nothing was changed.', [
      `If what is shown above is wanted: ${command}`,
      'To see it alone: --dry-run',
    ]);
  }
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await prompt.question(`${question} Type yes to go on: `);
    const isYes = answer.trim().toLowerCase() === 'yes';
    if (!isYes) terminal.error('Nothing was changed.');
    return isYes;
  } finally {
    prompt.close();
  }
}
