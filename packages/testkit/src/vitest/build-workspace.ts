import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './repository.ts';

/**
 * Builds the workspace: real commands and services run from dist/, which may be older than the sources. One test file at a
 * time: a compiler that writes while another file's test starts a process would show it half a module.
 */
export function buildWorkspace(): void {
  const lock = join(repository, 'node_modules', '.plumbline-test-build');
  while (!tookLock(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  try {
    const compile = join(repository, 'scripts/compile.js');
    const { status, stdout, stderr } = spawnSync(process.execPath, [compile], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`The workspace was not built:\n${stdout}${stderr}`);
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function tookLock(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    // Whoever took it a minute ago was killed.
    const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > 60_000) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}
