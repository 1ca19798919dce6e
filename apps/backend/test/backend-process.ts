import { join } from 'node:path';
import { type StartedProcess, startProcess, waitUntil } from '@plumbline/testkit';
import { repository } from '@plumbline/testkit/vitest';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import { testSecrets } from './service-under-test.ts';

export { buildWorkspace as build } from '@plumbline/testkit/vitest';

const main = join(repository, 'apps/backend/dist/main.js');

/** A real backend. */
export interface BackendProcess extends StartedProcess {
  /** Resolves to its address when it tells its parent, as it tells pm2, that it is ready; rejects when it ends before. */
  readonly ready: Promise<string>;
}

/** Starts one on a free port. */
function startBackend(environment: Readonly<Record<string, string>>): BackendProcess {
  const env = { NODE_ENV: 'production', PORT: '0', ...testSecrets, ...environment };
  const started = startProcess(process.execPath, [main], { env, hasChannel: true });
  const { child, ended, output } = started;
  const told = new Promise<void>((resolve) => {
    child.on('message', (message) => {
      if (message === 'ready') resolve();
    });
  });
  const ready = (async () => {
    const end = await Promise.race([told, ended]);
    if (end !== undefined) throw new Error(`The backend ended with ${end}:\n${output()}`);
    const address = () => /"at":"(http[^"]+)"/.exec(output())?.[1];
    await waitUntil('the backend says where it listens', () => address() !== undefined);
    return address() ?? '';
  })();
  ready.catch(() => {}); // Reported by whoever waits for it.
  return { ...started, ready };
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
