import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clusterPaths } from './init-cluster.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import { isAlive, isServerOf } from './process-identity.ts';

const hourInMilliseconds = 3_600_000;

/** Notes in a server's directory which process it belongs to. */
export async function writeOwner(directory: string): Promise<void> {
  const owner = `${hostname()} ${process.pid} ${await startTime(process.pid)}\n`;
  await writeFile(join(directory, 'owner'), owner, { mode: 0o644 });
}

/**
 * Stops servers and removes directories whose owner is gone. Normally a server's own supervisor has done so; this is for
 * the day when that was killed too, or the machine went down.
 */
export async function removeStaleServers(servers: string): Promise<void> {
  for (const name of await readdir(servers)) {
    const directory = join(servers, name);
    if (await hasLivingOwner(directory)) continue;
    await stopServerIn(directory);
    await rm(directory, { recursive: true, force: true });
  }
}

async function hasLivingOwner(directory: string): Promise<boolean> {
  const text = await readFile(join(directory, 'owner'), 'utf8').catch(() => null);
  // Without an owner it is being made at this moment, or its maker died between two steps.
  if (text === null) return isYoungerThan(directory, hourInMilliseconds);
  const [host = '', pid = '', started = ''] = text.trim().split(' ');
  // Containers may share a temporary directory, but cannot see each other's processes.
  if (host !== hostname()) return isYoungerThan(directory, 24 * hourInMilliseconds);
  return isAlive(Number(pid)) && (await startTime(Number(pid))) === started;
}

async function isYoungerThan(path: string, milliseconds: number): Promise<boolean> {
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: 0 }));
  return mtimeMs > Date.now() - milliseconds;
}

async function stopServerIn(directory: string): Promise<void> {
  const { dataDirectory } = clusterPaths(directory);
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    const file = await readPostmasterFile(dataDirectory).catch(() => null);
    if (file === null || !(await isServerOf(file.pid, dataDirectory))) return;
    process.kill(file.pid, signal);
    for (let tries = 0; tries < 50 && isAlive(file.pid); tries++) await sleep(100);
  }
}

/** When a process started, in the kernel's ticks: two processes never share number and start time. */
async function startTime(pid: number): Promise<string> {
  if (process.platform !== 'linux') return '-';
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The second field is the program's name in parentheses and may hold spaces.
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '-';
}
