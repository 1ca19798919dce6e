import { lstat, readFile, readlink, rename, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

interface LibraryLink {
  /** The library, relative to the package. */
  readonly source: string;
  /** Where a link to it must be, relative to the package. */
  readonly target: string;
}

/**
 * Makes the links `libicuuc.so.60 -> libicuuc.so.60.2` and the like that a package from npm cannot carry.
 * The packages would do it in an install script; ours never run. Two processes may do this at the same moment.
 */
export async function linkLibraries(packageRoot: string): Promise<void> {
  const text = await readFile(join(packageRoot, 'native', 'pg-symlinks.json'), 'utf8');
  for (const { source, target } of JSON.parse(text) as readonly LibraryLink[]) {
    await ensureLink(relative(dirname(target), source), join(packageRoot, target));
  }
}

/** A link that points elsewhere is replaced: some ways of copying a tree turn relative links into absolute ones. */
async function ensureLink(destination: string, path: string): Promise<void> {
  try {
    await symlink(destination, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (!(await lstat(path)).isSymbolicLink() || (await readlink(path)) === destination) return;
    const replacement = `${path}.${process.pid}`;
    await symlink(destination, replacement);
    await rename(replacement, path);
  }
}
