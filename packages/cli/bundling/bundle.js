/**
 * Bundles the command with its driver, so that `plumbline migrate` does not spend its time on finding and reading two
 * hundred modules. What a run without work does not need stays in files of its own, loaded when it is called for. Run
 * after `tsc -b`, which checks the types. Without the bundle the command works from the compiled modules, only slower.
 */
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { inlineFiles } from './inline-files.js';
import { pgForNode } from './pg-for-node.js';

const packageDirectory = dirname(dirname(fileURLToPath(import.meta.url)));
const outputDirectory = join(packageDirectory, 'dist', 'bundle');

const bundle = await rolldown({
  input: { plumbline: join(packageDirectory, 'src', 'main.ts') },
  platform: 'node',
  // Loaded by name at run time: the testkit brings server binaries, libpg-query a WebAssembly file beside its code.
  external: [/^@plumbline\/testkit/, 'libpg-query', 'pg-cloudflare'],
  resolve: { conditionNames: ['source', 'node'] },
  plugins: [pgForNode(), inlineFiles(packageDirectory)],
  tsconfig: false,
});
rmSync(outputDirectory, { recursive: true, force: true });
await bundle.write({
  dir: outputDirectory,
  format: 'esm',
  // White space alone: names are kept for whoever reads a stack trace.
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
  chunkFileNames: 'plumbline-[name].js',
});
await bundle.close();
