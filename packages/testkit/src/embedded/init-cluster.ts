import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Installation } from './installation.ts';
import { runProgram } from './run-program.ts';
import { giveTo, takeBack } from './scratch-directory.ts';
import type { ServerUser } from './server-user.ts';

/** A database cluster on disk with the password of its superuser `postgres` beside it. */
export interface Cluster {
  readonly dataDirectory: string;
  readonly password: string;
}

/** Where the parts of a cluster are inside the directory that holds it. */
export function clusterPaths(directory: string): { dataDirectory: string; passwordFile: string } {
  return { dataDirectory: join(directory, 'data'), passwordFile: join(directory, 'password') };
}

/**
 * Runs initdb in a directory of ours. Only `data` in it belongs to `user`: as root we write files beside it, and must not
 * do that where another user could have put a link. The superuser gets a random password, asked for on every connection:
 * with `trust` any account of the machine could become superuser and run programs as the server's user.
 */
export async function initCluster(
  { major, version, binDirectory }: Installation,
  directory: string,
  user: ServerUser | null,
  options: { readonly sync: boolean },
): Promise<Cluster> {
  const { dataDirectory, passwordFile } = clusterPaths(directory);
  const password = randomBytes(18).toString('base64url');
  if (user !== null) await chmod(directory, 0o711);
  await mkdir(dataDirectory, { mode: 0o700 });
  await giveTo(dataDirectory, user);
  await writeFile(passwordFile, password, { mode: 0o600, flag: 'wx' });
  await giveTo(passwordFile, user);

  const args = ['-D', dataDirectory, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
  args.push('-E', 'UTF8', ...localeArguments(major));
  // A password of 144 random bits needs no key stretching, and every connection would pay for it.
  if (major >= 16) args.push('-c', 'scram_iterations=1');
  if (!options.sync) args.push('-N');

  const initdb = join(binDirectory, 'initdb');
  const { code, output } = await runProgram(initdb, args, user).catch((cause: NodeJS.ErrnoException) => {
    throw new Error(`${initdb} cannot be started: ${cause.message}.${libraryHint(cause)}`, { cause });
  });
  await takeBack(passwordFile, user);
  if (code === 0) return { dataDirectory, password };
  throw new Error(`initdb of PostgreSQL ${version} ended with ${code ?? 'a signal'}:\n${output}${userHint(output)}`);
}

/** Finds the cluster that `initCluster` made in a directory. */
export async function readCluster(directory: string): Promise<Cluster> {
  const { dataDirectory, passwordFile } = clusterPaths(directory);
  return { dataDirectory, password: await readFile(passwordFile, 'utf8') };
}

/**
 * Every major sorts by code point and speaks English, on every machine. Since 17 the server brings Unicode's character
 * classes with it; before, they are the operating system's, and `C.UTF-8` has no such name on macOS.
 */
function localeArguments(major: number): readonly string[] {
  if (major >= 17) return ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  return ['--locale=C', `--lc-ctype=${process.platform === 'darwin' ? 'UTF-8' : 'C.UTF-8'}`];
}

function libraryHint(error: NodeJS.ErrnoException): string {
  if (error.code !== 'ENOENT') return '';
  return ' The embedded PostgreSQL is built for glibc: on Alpine and other musl systems give the URL of a running server.';
}

function userHint(output: string): string {
  if (!output.includes('could not look up effective user ID')) return '';
  return '\nThis process runs under a uid that has no name (docker run -u?): add it to /etc/passwd, or give the URL of a running server.';
}
