import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository: string = fileURLToPath(new URL('../../../..', import.meta.url));
const command: string = join(repository, 'packages/cli/bin/plumbline.js');

/** Builds what the processes run: they run from dist/, which may be older than the sources. */
export function build(): void {
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(repository, 'node_modules/typescript/bin/tsc'), '-b', 'packages/engine', 'packages/cli'],
    { cwd: repository, encoding: 'utf8' },
  );
  if (!existsSync(join(repository, 'packages/cli/dist/main.js'))) throw new Error(`Nothing was built:\n${stdout}`);
  if (status !== 0) process.stderr.write(`built with errors:\n${stdout}\n`);
}

/** A real `plumbline`. */
export interface CliProcess {
  readonly child: ChildProcess;
  /** Everything it has printed so far. */
  output(): string;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

interface Where {
  readonly url: string;
  readonly directory: string;
}

export function startMigrate(where: Where, args: readonly string[] = []): CliProcess {
  return startCommand('migrate', where, args);
}

export function startCommand(name: string, { url, directory }: Where, args: readonly string[] = []): CliProcess {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [command, name, '--url', url, '--dir', directory, ...args], {
    env: { PATH, HOME, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => texts.push(String(chunk)));
  const ended = new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal ?? -1));
  });
  return { child, output: () => texts.join(''), ended };
}
