/**
 * Bundles the command with its driver, so that `plumbline migrate` does not spend its time on finding and reading two
 * hundred modules. What a run without work does not need stays in files of its own, loaded when it is called for. Run
 * after `tsc -b`, which checks the types. Without the bundle the command works from the compiled modules, only slower.
 */
import { createHash } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { ENTRY, entry } from './entry.js';
import { inlineFiles } from './inline-files.js';
import { pgForNode } from './pg-for-node.js';

const packageDirectory = dirname(dirname(fileURLToPath(import.meta.url)));
// Another directory for a test, which must not take the bundle away under those who use it.
const outputDirectory = process.argv[2] ?? join(packageDirectory, 'dist', 'bundle');

const start = entry(packageDirectory);
const bundle = await rolldown({
  input: { plumbline: ENTRY },
  platform: 'node',
  // Loaded by name at run time: the testkit brings server binaries, libpg-query a WebAssembly file beside its code, the
  // watchdog starts processes of its own files.
  external: [/^@plumbline\/(testkit|db-watchdog)/, 'libpg-query', 'pg-cloudflare'],
  resolve: { conditionNames: ['source', 'node'] },
  plugins: [start, pgForNode(), inlineFiles(packageDirectory)],
  // Our own modules do nothing when they are loaded, so each goes where it is used: `doctor` is no part of `migrate`.
  treeshake: { moduleSideEffects: (id) => id === ENTRY || !/packages[\\/](engine|cli)[\\/]src/.test(id) },
  preserveEntrySignatures: false,
  tsconfig: false,
});
rmSync(outputDirectory, { recursive: true, force: true });
await bundle.write({
  dir: outputDirectory,
  // Node loads one CommonJS file sooner than one ES module.
  format: 'cjs',
  // White space alone: names are kept for whoever reads a stack trace.
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
  codeSplitting: {
    includeDependenciesRecursively: false,
    groups: [
      { name: 'core', test: start.isCore },
      { name: 'apply', test: start.isApplying },
    ],
  },
  entryFileNames: '[name].cjs',
  chunkFileNames: 'plumbline-[name].cjs',
});
await bundle.close();
// See bin/load-compiled.js.
if (/[^\w.]import\(/.test(readFileSync(join(outputDirectory, 'plumbline.cjs'), 'utf8'))) {
  throw new Error('The main file of the bundle imports by name: move that to a file of its own.');
}
// By which compiled code is told to be that of the file.
for (const file of readdirSync(outputDirectory).map((name) => join(outputDirectory, name))) {
  appendFileSync(file, `\n//# id=${createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16)}\n`);
}
