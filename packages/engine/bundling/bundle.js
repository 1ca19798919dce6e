/**
 * Bundles the engine: Node spends a millisecond on every module that it finds and reads, and the engine has five hundred.
 * Each entry of package.json is a file; what they share, and what is loaded late, are files in chunks/. Run after `tsc -b`,
 * which checks the types and writes the declarations. Does nothing when the bundle is newer than what it is made of.
 */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inlineQueries } from './inline-queries.js';

const packageDirectory = dirname(dirname(fileURLToPath(import.meta.url)));
const outputDirectory = join(packageDirectory, 'dist');
const entries = ['index', 'watch', 'splitter/index', 'lint/index', 'verify/index'];

if (
  Math.min(...entries.map((name) => madeAt(`dist/${name}.js`))) < newest(['src', 'sql', 'bundling', 'package.json'])
) {
  await bundle();
}

async function bundle() {
  // Loaded here, since most calls come to nothing.
  const { rolldown } = await import('rolldown');
  const build = await rolldown({
    input: Object.fromEntries(entries.map((name) => [name, join(packageDirectory, 'src', `${name}.ts`)])),
    platform: 'node',
    external: [/^node:/, 'pg', 'libpg-query'],
    plugins: [inlineQueries()],
    // Our modules do nothing when they are loaded, so that each goes where it is used.
    treeshake: { moduleSideEffects: false },
    transform: { target: 'es2023' },
    tsconfig: false,
  });
  const { output } = await build.write({
    dir: outputDirectory,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    sourcemap: true,
  });
  await build.close();
  // After the new ones are there: a process that starts meanwhile finds the ones or the others.
  const made = new Set(output.map(({ fileName }) => fileName));
  const chunks = join(outputDirectory, 'chunks');
  for (const name of readdirSync(chunks)) {
    if (!made.has(`chunks/${name.replace(/\.map$/, '')}`)) rmSync(join(chunks, name));
  }
}

/** When something below one of the paths was changed last; directories tell what was taken away. */
function newest(paths) {
  return Math.max(
    ...paths.flatMap((path) => {
      const inside = statSync(join(packageDirectory, path)).isDirectory()
        ? readdirSync(join(packageDirectory, path), { recursive: true }).map((name) => join(path, name))
        : [];
      return [path, ...inside].map(madeAt);
    }),
  );
}

/** Zero when it is not there. */
function madeAt(path) {
  return statSync(join(packageDirectory, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
