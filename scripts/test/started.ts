import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { type StartedProcess, startProcess, stopDevServer } from '../../packages/testkit/src/index.ts';
import { repository } from '../../packages/testkit/src/vitest/index.ts';

/** A `pnpm start` in a process of its own. */
export interface Started extends StartedProcess {
  /** Waits until it says that everything runs. @returns the addresses it printed */
  ready(): Promise<Addresses>;
}

export interface Addresses {
  readonly backend: string;
  readonly watchdog: string;
}

/** A directory in the place of .plumbline; what runs in it ends with the test. */
export async function startDirectory(): Promise<string> {
  const project = realpathSync(mkdtempSync(join(tmpdir(), 'plumbline-start-')));
  // When root runs the tests, the server runs as somebody else, who has to get in.
  await chmod(project, 0o755);
  const directory = join(project, '.plumbline');
  onTestFinished(async () => {
    await stopDevServer({ directory });
    rmSync(project, { recursive: true, force: true });
  });
  return directory;
}

/** Starts on free ports, with nothing of the environment of the tests. */
export function start(directory: string, env: Readonly<Record<string, string>> = {}): Started {
  const started = startProcess(process.execPath, [join(repository, 'scripts/start/start.js'), directory], {
    cwd: repository,
    env: { PORT: '0', WATCHDOG_PORT: '0', ...env },
  });
  const { child, ended, output } = started;
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const ready = async (): Promise<Addresses> => {
    await vi.waitFor(
      () => {
        if (child.exitCode !== null) return;
        if (!output().includes('Everything runs')) throw new Error(`It is not ready:\n${output()}`);
      },
      { timeout: 150_000, interval: 100 },
    );
    const [, backend, watchdog] = /^ {2}backend +(\S+)$[\s\S]*^ {2}watchdog +(\S+)/m.exec(output()) ?? [];
    if (backend === undefined || watchdog === undefined) throw new Error(`It ended or has no addresses:\n${output()}`);
    return { backend, watchdog };
  };
  return { ...started, ready };
}

/** The process numbers of the applications that pm2 runs there. */
export function appPids(directory: string): readonly number[] {
  const pids = join(directory, 'pm2', 'pids');
  return readdirSync(pids).map((name) => Number(readFileSync(join(pids, name), 'utf8')));
}
