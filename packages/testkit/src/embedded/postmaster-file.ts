import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a running server writes into postmaster.pid of its data directory. */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  /** `starting`, `ready`, `stopping` or `standby`; empty while the server writes its first lines. */
  readonly status: string;
}

/** Reads postmaster.pid, or null when there is none. A file that is there may be left over from a crash. */
export async function readPostmasterFile(dataDirectory: string): Promise<PostmasterFile | null> {
  try {
    return parsePostmasterFile(await readFile(join(dataDirectory, 'postmaster.pid'), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Lines: pid, data directory, start time, port, socket directory, listen address, shared memory key, status. */
export function parsePostmasterFile(text: string): PostmasterFile | null {
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (lines[0] === '' || !Number.isInteger(pid)) return null;
  // A negative pid is a single-user backend, which holds the data directory all the same.
  return { pid: Math.abs(pid), port: Number(lines[3] ?? 0) || 0, status: lines[7] ?? '' };
}
