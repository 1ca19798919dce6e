import { chmod, lchown, lstat, mkdir, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from './run-program.ts';
import type { ServerUser } from './server-user.ts';

const memoryDirectory = '/dev/shm';
const gigabyte = 2 ** 30;

/** Can `user` go through the directory to what is in it? Asked of the system, which also knows about ACLs. */
export async function canEnter(directory: string, user: ServerUser | null): Promise<boolean> {
  const { code } = await runProgram('/bin/sh', ['-c', 'test -d "$1" && test -x "$1"', 'sh', directory], user);
  return code === 0;
}

/** Our own place under the temporary directory, for cluster templates and copies of binaries. */
export async function scratchDirectory(user: ServerUser | null): Promise<string> {
  return ownDirectory(await enterableTemporaryDirectory(user));
}

/** Where throw-away servers keep their data; the others are places of earlier runs, to be looked through. */
export interface ServersDirectories {
  readonly chosen: string;
  readonly others: readonly string[];
}

/**
 * The directories of throw-away servers, which belong to the server's user. In memory where there is plenty: creating a
 * database makes 300 files, which takes 10 ms there and up to 300 ms on a busy disk. Docker gives a container 64 MB of
 * /dev/shm, so the room is asked for; and whoever sets TMPDIR has said where files should be.
 */
export async function serversDirectories(user: ServerUser | null): Promise<ServersDirectories> {
  const onDisk = await serversDirectoryIn(await enterableTemporaryDirectory(user), user);
  if (!(await canEnter(memoryDirectory, user))) return { chosen: onDisk, others: [] };
  const inMemory = await serversDirectoryIn(memoryDirectory, user);
  return (await hasRoomInMemory()) ? { chosen: inMemory, others: [onDisk] } : { chosen: onDisk, others: [inMemory] };
}

async function serversDirectoryIn(parent: string, user: ServerUser | null): Promise<string> {
  const directory = join(await ownDirectory(parent), 'servers');
  await mkdir(directory, { mode: 0o700 }).catch(ignoreExisting);
  await giveTo(directory, user);
  return directory;
}

async function hasRoomInMemory(): Promise<boolean> {
  if (process.env.TMPDIR) return false;
  const { bavail, bsize } = await statfs(memoryDirectory);
  return bavail * bsize > 2 * gigabyte && process.availableMemory() > 4 * gigabyte;
}

/**
 * `plumbline-<uid>` has a name that others can guess, so it is only trusted when it belongs to us and nobody else can
 * write in it.
 */
async function ownDirectory(parent: string): Promise<string> {
  const uid = process.getuid?.() ?? 0;
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
