import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { repository } from '@plumbline/testkit/vitest';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import { testSecrets } from './service-under-test.ts';

export { buildWorkspace as build } from '@plumbline/testkit/vitest';

const main = join(repository, 'apps/backend/dist/main.js');

/** A real backend. */
export interface BackendProcess {
  readonly child: ChildProcess;
  /** Resolves to its address when it tells its parent, as it tells pm2, that it is ready; rejects when it ends before. */
  readonly ready: Promise<string>;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** Everything it has printed so far. */
  output(): string;
}

/** Starts one on a free port, without the environment of the tests. */
function startBackend(environment: Readonly<Record<string, string>>): BackendProcess {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [main], {
    env: { PATH, HOME, NODE_ENV: 'production', PORT: '0', ...testSecrets, ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const texts: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => texts.push(String(chunk)));
  const output = (): string => texts.join('');
  const ended = new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal ?? -1));
  });
  const told = new Promise<void>((resolve) => {
    child.on('message', (message) => {
      if (message === 'ready') resolve();
    });
  });
  const ready = (async () => {
    const end = await Promise.race([told, ended]);
    if (end !== undefined) throw new Error(`The backend ended with ${end}:\n${output()}`);
    for (;;) {
      const address = /"at":"(http[^"]+)"/.exec(output())?.[1];
      if (address !== undefined) return address;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  })();
  ready.catch(() => {}); // Reported by whoever waits for it.
  return { child, ready, ended, output };
}

/** A connection to a database of the test's own, both gone when it ends. */
export async function databaseOf(
  made: Promise<{ url: string; drop(): Promise<void> }>,
): Promise<{ url: string; client: pg.Client }> {
  const { url, drop } = await made;
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  onTestFinished(async () => {
    await client.end();
    await drop();
  });
  return { url, client };
}

/** A backend that the test's end kills, if it has not ended by itself. */
export function backend(environment: Readonly<Record<string, string>>): BackendProcess {
  const process = startBackend(environment);
  onTestFinished(async () => {
    process.child.kill('SIGKILL');
    await process.ended;
  });
  return process;
}
