import { chmod, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PostgresMajor } from '../server.ts';
import { linkLibraries } from './link-libraries.ts';
import { platformPackage } from './platform-package.ts';
import { runProgram, runProgramOrThrow } from './run-program.ts';
import type { ServerUser } from './server-user.ts';

/** Binaries that the server's user can run, links and all. */
export interface Installation {
  readonly major: PostgresMajor;
  /** Version of the npm package, such as 18.4.0-beta.17. */
  readonly version: string;
  readonly binDirectory: string;
}

/**
 * The binaries of a major, runnable by `user`. They are used where npm put them; when `user` cannot reach that place
 * (a checkout under /root) or links cannot be made there (a read-only disk), from a copy in `copyDirectory`.
 */
export async function installation(
  major: PostgresMajor,
  user: ServerUser | null,
  copyDirectory: string,
): Promise<Installation> {
  const { root, version } = await platformPackage(major);
  const inPlace = (await tryToLink(root)) && (await isRunnable(root, user));
  const usable = inPlace ? root : await copyOnce(root, join(copyDirectory, `postgres-${version}`), user);
  return { major, version, binDirectory: join(usable, 'native', 'bin') };
}

async function tryToLink(root: string): Promise<boolean> {
  try {
    await linkLibraries(root);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false;
    throw error;
  }
}

async function isRunnable(root: string, user: ServerUser | null): Promise<boolean> {
  const postgres = join(root, 'native', 'bin', 'postgres');
  const { code } = await runProgram('/bin/sh', ['-c', 'test -x "$1" && test -r "$1"', 'sh', postgres], user);
  return code === 0;
}

/** The copy appears under its name only when it is complete, so whoever sees it may use it. */
async function copyOnce(root: string, target: string, user: ServerUser | null): Promise<string> {
  if (await isRunnable(target, user)) return target;
  const building = await mkdtemp(`${target}-building-`);
  try {
    await chmod(building, 0o755);
    await runProgramOrThrow('cp', ['-R', join(root, 'native'), building], null);
    await runProgramOrThrow('chmod', ['-R', 'a+rX', building], null);
    await linkLibraries(building);
    await rename(building, target);
  } catch (error) {
    await rm(building, { recursive: true, force: true });
    // Another process was faster; its copy is as good as ours.
    if (await stat(target).catch(() => null)) return target;
    throw error;
  }
  return target;
}
