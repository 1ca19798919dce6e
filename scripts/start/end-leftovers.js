import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandLine, isAlive } from '../../packages/testkit/dist/index.js';

const graceMs = 20_000;

/**
 * Ends applications whose pm2 is gone: killed, it leaves them running. Only those that run from this project are touched,
 * since a process number may have become somebody else's.
 *
 * @param home the PM2_HOME that has their pid files
 * @returns how many there were
 */
export async function endLeftovers(home, root) {
  const directory = join(home, 'pids');
  const files = await readdir(directory).catch(() => []);
  const ended = await Promise.all(files.map(async (file) => endIfOurs(await readPid(join(directory, file)), root)));
  return ended.filter(Boolean).length;
}

async function readPid(path) {
  const pid = Number(await readFile(path, 'utf8').catch(() => ''));
  return Number.isInteger(pid) && pid > 1 ? pid : null;
}

async function endIfOurs(pid, root) {
  if (pid === null || !isAlive(pid) || !(await commandLine(pid))?.includes(root)) return false;
  process.kill(pid, 'SIGTERM');
  for (const deadline = Date.now() + graceMs; isAlive(pid) && Date.now() < deadline; ) await sleep(50);
  if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  return true;
}
