// Brings the compiled code up to date with the sources: `tsc -b` for all packages, then the engine's bundle. Quick where nothing
// was changed.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const compiler = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
const { status } = spawnSync(process.execPath, [compiler, '-b'], {
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);
await import('../packages/engine/bundling/bundle.js');
