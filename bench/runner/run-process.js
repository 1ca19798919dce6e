import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Runs a program to its end. What it prints is thrown away, but for standard error.
 *
 * @param command its path and arguments
 * @param watched whether to look at what it uses, on Linux
 * @returns wall-clock milliseconds from spawn to exit; when watched, the most memory it ever had resident, in bytes, and
 * the milliseconds of CPU it took itself
 * @throws Error with what it printed, when it does not end with 0
 */
export function runProcess(command, { env = {}, watched = false, cwd } = {}) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const [program, ...args] = command;
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    let seen = { peakBytes: 0, cpuMs: 0 };
    const look = () => {
      seen = usageOf(child.pid) ?? seen;
    };
    const timer = watched ? setInterval(look, 2) : undefined;
    child.stderr.on('data', (chunk) => {
      said = `${said}${chunk}`.slice(-4000);
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      const ms = performance.now() - started;
      clearInterval(timer);
      if (code === 0) resolve({ ms, ...seen });
      else reject(new Error(`${command.join(' ')} ended with ${code ?? signal}:\n${said}`));
    });
  });
}

/** How long a clock tick of the kernel's accounts is: 100 a second on every Linux that Node runs on. */
const TICK_MS = 10;

/** Both only grow, so the last look before the end is nearly all of it. Null when the process is gone. */
function usageOf(pid) {
  try {
    const peak = Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0);
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /, '')
      .split(' ');
    return peak === 0 ? null : { peakBytes: peak * 1024, cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS };
  } catch {
    return null;
  }
}
