import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

/** A process that was started, and everything that it prints. */
export interface StartedProcess {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  stdout(): string;
  stderr(): string;
  /** Both, in the order in which they came. */
  output(): string;
  /** Its exit code, or the signal that ended it, when all of its output is there; rejects when it could not be started. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

export interface StartProcessOptions {
  readonly cwd?: string;
  /** Added to what every program needs. Nothing else of this process's environment is handed on. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Whether it can tell by `process.send` that it is ready, as under pm2. */
  readonly hasChannel?: boolean;
}

const HANDED_ON = ['PATH', 'HOME', 'USER', 'TMPDIR'];

/**
 * Starts a program without a terminal and without anything that the environment of the tests says of databases and colours.
 *
 * @example const { ended, output } = startProcess(process.execPath, ['dist/main.js'], { env: { PORT: '0' } });
 */
export function startProcess(
  program: string,
  args: readonly string[],
  { cwd, env = {}, hasChannel = false }: StartProcessOptions = {},
): StartedProcess {
  const inherited = Object.fromEntries(HANDED_ON.map((name) => [name, process.env[name]]));
  const defined = Object.entries({ ...inherited, ...env }).filter(([, value]) => value !== undefined);
  const child = spawn(program, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env: Object.fromEntries(defined),
    stdio: hasChannel ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'pipe', 'pipe'],
  }) as StartedProcess['child'];
  const printed: { readonly stream: Readable; readonly text: string }[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => printed.push({ stream, text }));
  }
  const textOf = (stream?: Readable): string =>
    printed
      .filter((one) => stream === undefined || one.stream === stream)
      .map(({ text }) => text)
      .join('');
  const ended = new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal ?? -1));
  });
  ended.catch(() => undefined); // Reported by whoever waits for it.
  return {
    child,
    stdout: () => textOf(child.stdout),
    stderr: () => textOf(child.stderr),
    output: () => textOf(),
    ended,
  };
}
