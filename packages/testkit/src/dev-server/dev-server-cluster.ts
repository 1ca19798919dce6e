import { mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { initCluster } from '../embedded/init-cluster.ts';
import type { Installation } from '../embedded/installation.ts';
import type { ServerUser } from '../embedded/server-user.ts';

const hourInMilliseconds = 3_600_000;

/**
 * Makes the cluster of a development server. It gets its name only when complete: an interrupted initdb never looks
 * like a database, and of two that run at once the first rename wins.
 */
export async function createDevCluster(found: Installation, home: string, user: ServerUser | null): Promise<void> {
  await removeUnfinished(home);
  const building = await mkdtemp(`${home}-building-`);
  try {
    await initCluster(found, building, user, { sync: true });
    await rename(building, home);
  } catch (error) {
    await rm(building, { recursive: true, force: true });
    if ((await stat(home).catch(() => null)) === null) throw error;
  }
}

async function removeUnfinished(home: string): Promise<void> {
  const parent = dirname(home);
  for (const name of await readdir(parent)) {
    if (!name.startsWith(`${basename(home)}-building-`)) continue;
    const path = join(parent, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (mtimeMs < Date.now() - hourInMilliseconds) await rm(path, { recursive: true, force: true });
  }
}
