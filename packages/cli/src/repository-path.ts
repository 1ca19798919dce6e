import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** A path as the tools around a repository want it: from its root, with `/`. Outside of one, from the working directory. */
export function repositoryPath(file: string, cwd: string): string {
  const path = resolve(cwd, file);
  return relative(rootOf(path) ?? cwd, path)
    .split(sep)
    .join('/');
}

function rootOf(path: string): string | null {
  for (let directory = dirname(path); ; directory = dirname(directory)) {
    // In a worktree it is a file.
    if (existsSync(join(directory, '.git'))) return directory;
    if (dirname(directory) === directory) return null;
  }
}
