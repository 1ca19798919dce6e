import { mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Cluster, clusterPaths, initCluster, readCluster } from './init-cluster.ts';
import type { Installation } from './installation.ts';
import { runProgramOrThrow } from './run-program.ts';
import type { ServerUser } from './server-user.ts';

const dayInMilliseconds = 86_400_000;

/**
 * Makes a fresh cluster in `directory`, which belongs to `user`, by copying one that initdb made earlier: a tenth of the time.
 * The template lives for a day, because cleaners of temporary directories take old files one by one.
 */
export async function cloneCluster(
  found: Installation,
  scratch: string,
  directory: string,
  user: ServerUser | null,
): Promise<Cluster> {
  const day = Math.floor(Date.now() / dayInMilliseconds);
  const template = join(scratch, `cluster-${found.version}-${user?.name ?? 'self'}-${day}`);
  if (!(await exists(template))) await buildTemplate(found, template, user);
  const source = await readCluster(template);
  const { dataDirectory } = clusterPaths(directory);
  await runProgramOrThrow('cp', ['-R', '-p', source.dataDirectory, dataDirectory], user);
  return { dataDirectory, password: source.password };
}

/** Removes what earlier days left in the scratch directory; yesterday's may still be in use. */
export async function removeOldTemplates(scratch: string): Promise<void> {
  for (const name of await readdir(scratch)) {
    if (!/^(cluster|postgres)-/.test(name)) continue;
    const path = join(scratch, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (mtimeMs < Date.now() - 2 * dayInMilliseconds) await rm(path, { recursive: true, force: true });
  }
}

/** Two processes may build at once: each in its own directory, and the first rename wins. */
async function buildTemplate(found: Installation, template: string, user: ServerUser | null): Promise<void> {
  const building = await mkdtemp(`${template}-building-`);
  try {
    await initCluster(found, building, user, { sync: false });
    await rename(building, template);
  } catch (error) {
    await rm(building, { recursive: true, force: true });
    if (await exists(template)) return;
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}
