import { chmod, lchown, lstat, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from './run-program.ts';
import type { ServerUser } from './server-user.ts';

/** Can `user` go through the directory to what is in it? Asked of the system, which also knows about ACLs. */
export async function canEnter(directory: string, user: ServerUser | null): Promise<boolean> {
  const { code } = await runProgram('/bin/sh', ['-c', 'test -d "$1" && test -x "$1"', 'sh', directory], user);
  return code === 0;
}

/**
 * Our own place under the temporary directory, `plumbline-<uid>`, for servers, cluster templates and copies of binaries.
 * It has a name that others can guess, so it is only trusted when it belongs to us and nobody else can write in it.
 * Memory file systems such as /dev/shm are not used: containers give them 64 MB, and with fsync off the difference is small.
 */
export async function scratchDirectory(user: ServerUser | null): Promise<string> {
  const uid = process.getuid?.() ?? 0;
  const parent = await enterableTemporaryDirectory(user);
  const directory = join(parent, `plumbline-${uid}`);
  await mkdir(directory, { mode: 0o711 }).catch(ignoreExisting);
  const found = await lstat(directory);
  if (!found.isDirectory() || found.uid !== uid) {
    throw new Error(`${directory} is not a directory of this user: remove it, or set TMPDIR to another place.`);
  }
  // 711 lets the server's user through when we are root, and shows nobody the names inside.
  if ((found.mode & 0o777) !== 0o711) await chmod(directory, 0o711);
  return directory;
}

/** A sub-directory of the scratch directory that belongs to the server's user. */
export async function serversDirectory(user: ServerUser | null): Promise<string> {
  const directory = join(await scratchDirectory(user), 'servers');
  await mkdir(directory, { mode: 0o700 }).catch(ignoreExisting);
  await giveTo(directory, user);
  return directory;
}

/** Makes `user` the owner of a path (null: it is ours already); never of what a link points to. */
export async function giveTo(path: string, user: ServerUser | null): Promise<void> {
  if (user !== null) await lchown(path, user.uid, user.gid);
}

/** Takes a path back that was given to `user`. */
export async function takeBack(path: string, user: ServerUser | null): Promise<void> {
  if (user !== null) await lchown(path, process.getuid?.() ?? 0, process.getgid?.() ?? 0);
}

async function enterableTemporaryDirectory(user: ServerUser | null): Promise<string> {
  const candidates = [tmpdir(), '/tmp', '/var/tmp'];
  for (const candidate of candidates) {
    if (await canEnter(candidate, user)) return candidate;
  }
  const who = user === null ? 'this user' : `the user ${user.name}, who runs the server,`;
  throw new Error(`None of ${candidates.join(', ')} can be entered by ${who}: set TMPDIR to a directory that can.`);
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
