import { createHash } from 'node:crypto';
import { chmod, mkdir, realpath, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { canEnter } from '../embedded/scratch-directory.ts';
import type { ServerUser } from '../embedded/server-user.ts';

/** Where the data of a project's development server live. */
export interface DevServerHome {
  /** Holds `data`, which belongs to the server's user, and our `password`, `port` and `server.log`. */
  readonly path: string;
  /** A sentence for the person when the place is not the one they expect. */
  readonly notice: string | null;
}

/** Only root comes here, so a place that only root can write is right: unlike /tmp it is kept, and nobody can plant files. */
const fallbackParent = '/var/lib/plumbline';

/**
 * Chooses and prepares the home: `<directory>/postgres-<major>`. Root's server runs as another user, who cannot enter
 * a project under /root; its data then live in a place of their own, always the same for the same project.
 */
export async function devServerHome(directory: string, major: number, user: ServerUser | null): Promise<DevServerHome> {
  await mkdir(directory, { recursive: true });
  // So that no project has to know: the directory ignores itself.
  await writeFile(join(directory, '.gitignore'), '*\n', { flag: 'wx' }).catch(ignoreExisting);
  const project = await realpath(directory);
  if (user !== null) await letThrough(project);
  if (await canEnter(project, user)) {
    const path = join(project, `postgres-${major}`);
    await refuseStrangersHome(path);
    return { path, notice: null };
  }

  const digest = createHash('sha256').update(project).digest('hex').slice(0, 10);
  const parent = join(fallbackParent, `${basename(dirname(project))}-${digest}`);
  await mkdir(parent, { recursive: true });
  await letThrough(fallbackParent);
  await letThrough(parent);
  const path = join(parent, `postgres-${major}`);
  const notice =
    `PostgreSQL does not run as root, and the user ${user?.name ?? 'who runs it'} cannot enter ${project}: ` +
    `the development data are in ${path} instead.`;
  return { path, notice };
}

/** `sudo pnpm dev:db` once, and then without: each would find files of the other. */
async function refuseStrangersHome(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  const uid = process.getuid?.() ?? 0;
  if (found === null || found.uid === uid) return;
  throw new Error(
    `The development server in ${path} belongs to uid ${found.uid}, and this command runs as uid ${uid}: ` +
      'run it as that user (with or without sudo, as the first time), or remove the directory and its data.',
  );
}

async function letThrough(directory: string): Promise<void> {
  const { mode } = await stat(directory);
  if ((mode & 0o011) !== 0o011) await chmod(directory, mode | 0o011);
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
