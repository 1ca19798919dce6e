import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { repository } from '@plumbline/testkit/vitest';
import { onTestFinished, vi } from 'vitest';
import type { StatusDocument } from '../src/status/status-document.ts';
import type { WatchedProject } from './watched-project.ts';

export { buildWorkspace as build } from '@plumbline/testkit/vitest';

// Every test starts processes, and a machine that is busy with others starts them slowly.
vi.setConfig({ testTimeout: 240_000 });

export const mainScript: string = join(repository, 'apps/db-watchdog/dist/main.js');

/** A watchdog in a process of its own. */
export interface Daemon {
  readonly child: ChildProcess;
  readonly address: string;
  log(): string;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  status(): Promise<StatusDocument>;
  metrics(): Promise<string>;
  /** Waits until the status is as asked; says what it was when it never is. */
  until(condition: (status: StatusDocument) => boolean, timeoutMs?: number): Promise<StatusDocument>;
  stop(): Promise<number | null>;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment of a daemon that looks once a second and keeps its state in the project. */
export function daemonEnvironment({
  directory,
  migrations,
  url,
}: Omit<WatchedProject, 'query'>): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '',
    DATABASE_URL: url,
    WATCHDOG_MIGRATIONS: migrations,
    WATCHDOG_SCHEDULE: '* * * * * *',
    WATCHDOG_JITTER: '0',
    WATCHDOG_STATE_FILE: join(directory, 'state.json'),
    WATCHDOG_PORT: '0',
  };
}

/** A daemon that is expected to end by itself. */
export async function runDaemon(
  project: Omit<WatchedProject, 'query'>,
  env: Environment = {},
): Promise<{ readonly exitCode: number | null; readonly log: string }> {
  const { child, log } = spawnDaemon(project, env);
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  return { exitCode, log: log() };
}

function spawnDaemon(
  project: Omit<WatchedProject, 'query'>,
  env: Environment,
): { readonly child: ChildProcess; readonly log: () => string } {
  const all = { ...daemonEnvironment(project), ...env };
  const defined = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  const child = spawn(process.execPath, [mainScript], { env: defined, cwd: project.directory });
  onTestFinished(() => void child.kill('SIGKILL'));
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      log += chunk.toString('utf8');
    });
  }
  return { child, log: () => log };
}

/** Starts a daemon and waits until it listens. It is killed when the test ends. */
export async function startDaemon(project: Omit<WatchedProject, 'query'>, env: Environment = {}): Promise<Daemon> {
  const { child, log } = spawnDaemon(project, env);
  const address = await vi.waitFor(
    () => {
      const found = /listens on (\S+) /.exec(log())?.[1];
      if (found === undefined) throw new Error(`The daemon does not listen: ${log()}`);
      return found;
    },
    { timeout: 90_000, interval: 50 },
  );
  const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${address}${path}`, { headers });
  const status = async (): Promise<StatusDocument> => (await get('/api/status')).json() as Promise<StatusDocument>;
  return {
    child,
    address,
    log,
    get,
    status,
    metrics: async () => (await get('/metrics')).text(),
    until: (condition, timeoutMs = 90_000) =>
      vi.waitFor(
        async () => {
          const now = await status();
          if (!condition(now))
            throw new Error(`The status never is as it should: ${JSON.stringify(now.databases, null, 1)}\n${log()}`);
          return now;
        },
        { timeout: timeoutMs, interval: 100 },
      ),
    async stop() {
      if (child.exitCode !== null) return child.exitCode;
      child.kill('SIGINT');
      const [code] = (await once(child, 'exit')) as [number | null];
      return code;
    },
  };
}
