import { statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** Where the files of a project are. */
export interface ProjectPlace {
  /** As a person would type it from here. */
  readonly directory: string;
  /** The project that the directory belongs to. */
  readonly root: string;
}

/**
 * Finds the migrations: the directory that was given, else `migrations` in the working directory or in the nearest
 * parent that has it. When there is none, `migrations` here, which the engine then reports as missing.
 */
export function findMigrations(given: string | undefined, cwd: string): ProjectPlace {
  if (given !== undefined) {
    return { directory: given, root: nearestWith('.plumbline', cwd) ?? dirname(resolve(cwd, given)) };
  }
  const root = nearestWith('migrations', cwd) ?? cwd;
  return { directory: relative(cwd, join(root, 'migrations')) || '.', root };
}

function nearestWith(name: string, from: string): string | null {
  for (let directory = resolve(from); ; directory = dirname(directory)) {
    if (isDirectory(join(directory, name))) return directory;
    if (dirname(directory) === directory) return null;
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
