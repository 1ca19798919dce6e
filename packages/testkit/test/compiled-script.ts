import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** How to run a script that uses the compiled testkit. */
export interface ScriptOptions {
  readonly uid?: number;
  readonly gid?: number;
  readonly env?: NodeJS.ProcessEnv;
  /** The compiled testkit to import. Default: this package's. */
  readonly dist?: string;
}

/** A script in a process of its own, with `startServer`, `ensureDevServer`, `stopDevServer` at hand. */
export function startScript(body: string, options: ScriptOptions = {}): ChildProcessByStdio<null, Readable, null> {
  const dist = options.dist ?? new URL('../dist/index.js', import.meta.url).href;
  const code = `import { ensureDevServer, startServer, stopDevServer } from ${JSON.stringify(dist)};\n${body}`;
  const { uid, gid } = options;
  return spawn(process.execPath, ['--input-type=module', '-e', code], {
    cwd: '/',
    env: { PATH: process.env.PATH, ...options.env },
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
  });
}

/** The first line a script prints, as JSON. */
export async function firstAnswer<T>(script: ChildProcessByStdio<null, Readable, null>): Promise<T> {
  const lines = createInterface({ input: script.stdout });
  const line = await Promise.race([
    once(lines, 'line').then(([text]) => String(text)),
    once(script, 'exit').then(() => null),
  ]);
  if (line === null) throw new Error('The script ended without an answer; see what it printed above.');
  return JSON.parse(line) as T;
}

/** Runs a script to its end and gives its first line. */
export async function runScript<T>(body: string, options: ScriptOptions = {}): Promise<T> {
  const script = startScript(body, options);
  const ended = once(script, 'exit');
  const answer = await firstAnswer<T>(script);
  await ended;
  return answer;
}

/** Waits until `condition` holds, or fails after ten seconds. */
export async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Still not true after 10 s: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
