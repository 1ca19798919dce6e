import { readFile } from 'node:fs/promises';
import { runProgram } from './run-program.ts';

/** Is there a process of this number? (One that we may not signal is there as well.) */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command line of a process, or null when it is gone. */
export async function commandLine(pid: number): Promise<string | null> {
  if (process.platform === 'linux') {
    const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return text === '' ? null : text.replaceAll('\0', ' ').trim();
  }
  const { code, output } = await runProgram('ps', ['-p', String(pid), '-o', 'args='], null);
  return code === 0 && output !== '' ? output : null;
}

/**
 * Is this process the server of that data directory? Process numbers are used again after a crash or a restart of the
 * machine, and a signal for a number read from a file must not hit a stranger.
 */
export async function isServerOf(pid: number, dataDirectory: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const command = await commandLine(pid);
  return command?.includes(dataDirectory) ?? false;
}
