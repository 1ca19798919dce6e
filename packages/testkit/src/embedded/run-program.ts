import { spawn } from 'node:child_process';
import type { ServerUser } from './server-user.ts';

/** How a program ended, and everything it printed. */
export interface ProgramResult {
  readonly code: number | null;
  readonly output: string;
}

/** The environment without libpq's variables: a PGPORT or PGDATA of the caller must not reach our own server. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_'));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}

/** Spawn options that make a child run as `user`, from a directory every user can stand in. */
export function asUser(user: ServerUser | null): { cwd: string; env: NodeJS.ProcessEnv; uid?: number; gid?: number } {
  const options = { cwd: '/', env: cleanEnvironment() };
  return user === null ? options : { ...options, uid: user.uid, gid: user.gid };
}

/** Runs a program to its end as `user` (null: as ourselves). Rejects only when it cannot be started at all. */
export function runProgram(file: string, args: readonly string[], user: ServerUser | null): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...asUser(user), stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output: Buffer.concat(chunks).toString('utf8').trim() }));
  });
}

/** As `runProgram`, and an exit code other than 0 is an error that quotes what the program printed. */
export async function runProgramOrThrow(file: string, args: readonly string[], user: ServerUser | null): Promise<void> {
  const { code, output } = await runProgram(file, args, user);
  if (code !== 0) throw new Error(`${file} ended with ${code ?? 'a signal'}: ${output}`);
}
