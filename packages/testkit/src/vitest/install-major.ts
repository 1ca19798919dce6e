import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { isMajorInstalled } from '../embedded/platform-package.ts';
import type { PostgresMajor } from '../server.ts';

/**
 * Fetches the binaries of the older majors when a run asks for one that is not there yet. They are no ordinary
 * dependencies: five are 120 MB packed, and a person who clones the repository should wait for one.
 */
export async function installMajor(major: PostgresMajor): Promise<void> {
  if (major === 18 || (await isMajorInstalled(major))) return;
  const script = fileURLToPath(new URL('../../majors/install.js', import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`PostgreSQL ${major} is not installed and could not be fetched: see above.`);
}
