import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { link, open, readFile, rename, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type PostmasterFile, parsePostmasterFile, readPostmasterFile } from '../embedded/postmaster-file.ts';
import { isServerOf } from '../embedded/process-identity.ts';
import { asUser } from '../embedded/run-program.ts';
import type { ServerUser } from '../embedded/server-user.ts';

/** The postmaster file of a server that lives, or null. */
export async function runningServer(dataDirectory: string): Promise<PostmasterFile | null> {
  const file = await readPostmasterFile(dataDirectory);
  return file !== null && (await isServerOf(file.pid, dataDirectory)) ? file : null;
}

/** A server that lives on when this process ends, with its output in `logFile`. */
export interface BackgroundServer {
  readonly pid: number;
  hasEnded(): boolean;
  /** What the log got since this start. */
  report(): Promise<string>;
}

const largestLog = 5_000_000;

/** Starts a postmaster in a session of its own, so that neither Ctrl-C nor the terminal's end reaches it. */
export async function startInBackground(
  command: readonly string[],
  logFile: string,
  user: ServerUser | null,
): Promise<BackgroundServer> {
  const [file = '', ...args] = command;
  if (((await stat(logFile).catch(() => null))?.size ?? 0) > largestLog) await truncate(logFile);
  const log = await open(logFile, 'a', 0o600);
  try {
    const { size } = await log.stat();
    const child = spawn(file, args, { ...asUser(user), detached: true, stdio: ['ignore', log.fd, log.fd] });
    let ended = false;
    child.once('exit', () => {
      ended = true;
    });
    await once(child, 'spawn');
    child.unref();
    return {
      pid: child.pid ?? 0,
      hasEnded: () => ended,
      report: async () => (await readFile(logFile)).subarray(size).toString('utf8').trim(),
    };
  } finally {
    await log.close();
  }
}

/**
 * Removes a lock file that a crash left, when the server refuses to start because of it: it only looks whether *some*
 * process of that number lives, which after a restart of the machine may be any other. We have seen that it is not ours.
 * A file that another starter has just written is put back.
 */
export async function removeStaleLock(dataDirectory: string, stale: PostmasterFile): Promise<void> {
  const path = join(dataDirectory, 'postmaster.pid');
  const aside = join(dataDirectory, `postmaster.pid.stale-${process.pid}`);
  try {
    await rename(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = parsePostmasterFile(await readFile(aside, 'utf8'));
  if (moved?.pid !== stale.pid) {
    await link(aside, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
  await rm(aside);
}

/** Ends a running server: its clients are disconnected, everything is written. */
export async function endServer(dataDirectory: string): Promise<boolean> {
  const running = await runningServer(dataDirectory);
  if (running === null) return false;
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    process.kill(running.pid, signal);
    for (let tries = 0; tries < 600; tries++) {
      // Its file is gone a moment before it is.
      if (!(await isServerOf(running.pid, dataDirectory))) return true;
      await sleep(50);
    }
  }
  throw new Error(
    `The server (pid ${running.pid}) did not end within a minute: see server.log beside ${dataDirectory}.`,
  );
}
