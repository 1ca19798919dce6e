import { join } from 'node:path';
import { type StartedProcess, startProcess } from '@plumbline/testkit';
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
  readonly child: StartedProcess['child'];
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
  const { child, ended, output } = spawnDaemon(project, env);
  await ended;
  return { exitCode: child.exitCode, log: output() };
}

function spawnDaemon(project: Omit<WatchedProject, 'query'>, env: Environment): StartedProcess {
  const all = { ...daemonEnvironment(project), ...env };
  const started = startProcess(process.execPath, [mainScript], { cwd: project.directory, env: all });
  onTestFinished(() => void started.child.kill('SIGKILL'));
  return started;
}

/** Starts a daemon and waits until it listens. It is killed when the test ends. */
export async function startDaemon(project: Omit<WatchedProject, 'query'>, env: Environment = {}): Promise<Daemon> {
  const { child, ended, output: log } = spawnDaemon(project, env);
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
      child.kill('SIGINT');
      await ended;
      return child.exitCode;
    },
  };
}
