import { execFile } from 'node:child_process';

/** How a git command ended. */
export interface GitAnswer {
  readonly ok: boolean;
  readonly output: Buffer;
  readonly error: string;
}

const MOST = 256 * 1024 * 1024;

/**
 * Runs git, without a shell: nothing in a name or a path is ever a command.
 *
 * @param directory where
 * @returns null when there is no git on this machine
 */
export function git(directory: string, args: readonly string[]): Promise<GitAnswer | null> {
  return new Promise((resolve) => {
    const options = { cwd: directory, encoding: 'buffer', maxBuffer: MOST, windowsHide: true } as const;
    execFile('git', ['--no-optional-locks', ...args], options, (error, output, errors) => {
      if (error !== null && error.code === 'ENOENT') resolve(null);
      else resolve({ ok: error === null, output, error: errors.toString('utf8').trim() });
    });
  });
}
