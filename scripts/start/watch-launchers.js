import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { commandLine, isAlive } from '../../packages/testkit/dist/index.js';

const everyMs = 500;
/** npx, pnpm, and the shells they start things by. */
const launcher = /\b(npm|npx|pnpm)\b|scripts\/start\/start\.js/;

/**
 * Calls `onGone` when one of the processes that this one was started by is gone: SIGTERM to npx ends npx and its shell, and
 * pnpm under them is never told. Whoever is above npx may go, as the shell of `nohup npx ... &` does.
 */
export async function watchLaunchers(onGone) {
  const launchers = [];
  for (let pid = process.ppid; pid > 1; pid = await parentOf(pid)) {
    if (!launcher.test((await commandLine(pid)) ?? '')) break;
    launchers.push(pid);
  }
  const timer = setInterval(() => {
    if (launchers.every(isAlive)) return;
    clearInterval(timer);
    onGone();
  }, everyMs);
  timer.unref();
}

async function parentOf(pid) {
  if (process.platform !== 'linux') {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'ppid=', '-p', String(pid)]).catch(() => ({
      stdout: '',
    }));
    return Number(stdout);
  }
  // The name, in parentheses, may hold spaces; after it come the state and the parent.
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
}
