import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '@plumbline/testkit';
import { onTestFinished, vi } from 'vitest';
import type { MonitoringProgram } from './has-programs.ts';

/** Somebody else may take a port between its choice and its use. */
const TRIES = 3;

/**
 * Starts a program of Prometheus on a free port of loopback and waits until it says that it is ready. It is killed when
 * the test ends.
 *
 * @returns its address, such as `http://127.0.0.1:40123`
 * @throws Error with what the program printed when it ends instead
 */
export async function startProgram(program: MonitoringProgram, args: readonly string[]): Promise<string> {
  for (let left = TRIES - 1; ; left -= 1) {
    const port = await freePort();
    const all = [...args, `--web.listen-address=127.0.0.1:${port}`, '--log.level=warn'];
    const child = spawn(program, all, { stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = once(child, 'close');
    onTestFinished(async () => {
      child.kill('SIGKILL');
      await ended;
    });
    let log = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (log += String(chunk)));
    const address = `http://127.0.0.1:${port}`;
    const outcome = await Promise.race([untilReady(address, program), ended.then(() => 'ended' as const)]);
    if (outcome === 'ready') return address;
    if (left === 0 || !log.includes('address already in use'))
      throw new Error(`${program} ended at its start:\n${log}`);
  }
}

async function untilReady(address: string, program: string): Promise<'ready'> {
  await vi.waitFor(
    async () => {
      const { status } = await fetch(`${address}/-/ready`);
      if (status !== 200) throw new Error(`${program} is not ready: ${status}`);
    },
    { timeout: 60_000, interval: 50 },
  );
  return 'ready';
}
