import { existsSync, readFileSync, renameSync } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { emptyState, type WatchdogState } from './watchdog-state.ts';

export interface ReadState {
  readonly state: WatchdogState;
  /** What is to be said about the file; null when all is well. */
  readonly warning: string | null;
}

/**
 * Reads the state file. One that cannot be read is set aside, so that it can be looked at, and the watchdog begins anew:
 * watching without a memory is better than not watching.
 */
export function readStateFile(path: string): ReadState {
  if (!existsSync(path)) return { state: emptyState, warning: null };
  try {
    const state: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (isState(state)) return { state, warning: null };
    return { state: emptyState, warning: setAside(path, 'it is not a state file of this version') };
  } catch (error) {
    return { state: emptyState, warning: setAside(path, error instanceof Error ? error.message : String(error)) };
  }
}

/** Writes beside it, then renames: whoever is killed in between leaves the old file whole. Readable by its owner only. */
export async function writeStateFile(path: string, state: WatchdogState): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const fresh = `${path}.new`;
  const file = await open(fresh, 'w', 0o600);
  try {
    await file.writeFile(JSON.stringify(state));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(fresh, path);
}

function setAside(path: string, reason: string): string {
  const aside = `${path}.broken-${new Date().toISOString().replaceAll(':', '-')}`;
  try {
    renameSync(path, aside);
    return `The state file ${path} cannot be used (${reason}). It is kept as ${aside}; the watchdog begins without a memory.`;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return `The state file ${path} cannot be used (${reason}) and cannot be set aside (${why}); the watchdog begins without a memory.`;
  }
}

/** As deep as reading it could fail: the rest is written by us, in one piece. */
function isState(value: unknown): value is WatchdogState {
  if (!isRecord(value) || value.layout !== emptyState.layout) return false;
  const { targets, queue, logs } = value;
  return isRecord(targets) && Object.values(targets).every(isTarget) && Array.isArray(queue) && isRecord(logs);
}

function isTarget(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const lists = [value.findings, value.migrations, value.checks];
  return lists.every(Array.isArray) && isRecord(value.parts) && isRecord(value.told);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
