import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repository } from './repository.ts';

type Environment = Readonly<Record<string, string>>;

/** What pm2 knows of an application. */
export interface Pm2App {
  readonly name: string;
  readonly pid: number;
  readonly pm2_env: { readonly status: string; readonly restart_time: number; readonly exit_code?: number };
}

/** A pm2 of a test file's own, which knows nothing of the person's. */
export interface OwnPm2 {
  /** Runs a pm2 command at the root of the repository. @returns what it printed */
  run(args: readonly string[], env?: Environment): Promise<string>;
  /** Starts an application of ecosystem.config.js. With `wait_ready` it comes back when that is ready or has ended. */
  start(name: string, env: Environment): Promise<string>;
  /** What pm2 knows of an application now. */
  app(name: string): Promise<Pm2App | undefined>;
  /** Ends every application and pm2 itself. */
  end(): Promise<void>;
}

/**
 * Makes a pm2 with a PM2_HOME of its own; its daemon starts with the first command.
 *
 * @example const pm2 = ownPm2(); afterAll(() => pm2.end());
 */
export function ownPm2(): OwnPm2 {
  const home = mkdtempSync(join(tmpdir(), 'plumbline-pm2-'));
  const command = join(repository, 'node_modules/pm2/bin/pm2');
  const run = async (args: readonly string[], env: Environment = {}): Promise<string> => {
    const { PATH = '' } = process.env;
    const { stdout } = await promisify(execFile)(process.execPath, [command, ...args], {
      cwd: repository,
      env: { PATH, HOME: home, PM2_HOME: home, ...env },
      maxBuffer: 16 * 1024 * 1024,
    });
    return stdout;
  };
  return {
    run,
    start: (name, env) => run(['start', 'ecosystem.config.js', '--only', name], env),
    async app(name) {
      const text = await run(['jlist']);
      const list = JSON.parse(text.slice(text.indexOf('['))) as readonly Pm2App[];
      return list.find((one) => one.name === name);
    },
    async end() {
      await run(['kill']);
      rmSync(home, { recursive: true, force: true });
    },
  };
}
