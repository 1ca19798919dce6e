import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Runs a program to its end. What it prints is thrown away, but for standard error.
 *
 * @param command its path and arguments
 * @returns wall-clock milliseconds from spawn to exit, and on Linux the most memory it ever had resident, in bytes
 * @throws Error with what it printed, when it does not end with 0
 */
export function runProcess(command, { env = {}, watchMemory = false, cwd } = {}) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const [program, ...args] = command;
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    let peakBytes = 0;
    const look = () => {
      peakBytes = Math.max(peakBytes, peakOf(child.pid));
    };
    const timer = watchMemory ? setInterval(look, 2) : undefined;
    child.stderr.on('data', (chunk) => {
      said = `${said}${chunk}`.slice(-4000);
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      const ms = performance.now() - started;
      clearInterval(timer);
      if (code === 0) resolve({ ms, peakBytes, said });
      else reject(new Error(`${command.join(' ')} ended with ${code ?? signal}:\n${said}`));
    });
  });
}

/** The high-water mark only grows, so the last look before the end is nearly all of it. */
function peakOf(pid) {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
