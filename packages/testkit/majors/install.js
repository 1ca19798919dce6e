// Fetches PostgreSQL 14 to 17 for this platform, from the lockfile beside this file. 18 comes with the workspace.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

process.stdout.write(`Fetching PostgreSQL 14 to 17 for ${process.platform}-${process.arch} (about 100 MB, once)\n`);
const { status, error } = spawnSync('npx', ['--yes', 'pnpm@12', 'install', '--frozen-lockfile'], {
  cwd: fileURLToPath(new URL('.', import.meta.url)),
  stdio: 'inherit',
});
if (status !== 0) {
  const reason = error?.message ?? `pnpm ended with ${status}`;
  process.stderr.write(`The binaries could not be fetched: ${reason}. See above, and try again.\n`);
  process.exitCode = 1;
}
