import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const QUERY = /readFileSync\(new URL\(`((?:\.\.\/)+sql\/[\w/-]+\/)\$\{(\w+)\}\.sql`, import\.meta\.url\), 'utf8'\)/g;
const MANIFEST = "readFileSync(new URL('../package.json', import.meta.url), 'utf8')";

/**
 * A rolldown plugin: files that modules read from beside themselves, the engine's queries and the command's manifest,
 * become part of the bundle. Fails when one is read in a way that it does not know, or the bundle would look for it in
 * vain.
 */
export function inlineFiles(packageDirectory) {
  const { version } = JSON.parse(readFileSync(join(packageDirectory, 'package.json'), 'utf8'));
  const manifest = JSON.stringify(JSON.stringify({ version }));
  return {
    name: 'inline-files',
    transform(code, id) {
      if (!code.includes('import.meta.url')) return null;
      const inlined = code
        .replace(QUERY, (_, directory, name) => `(${JSON.stringify(queriesIn(join(dirname(id), directory)))})[${name}]`)
        .replace(MANIFEST, () => manifest);
      if (/new URL\([^)]*import\.meta\.url/.test(inlined)) {
        throw new Error(`${id} reads a file from beside itself in a way that the bundle does not know.`);
      }
      return { code: inlined };
    },
  };
}

function queriesIn(directory) {
  const names = readdirSync(directory).filter((name) => name.endsWith('.sql'));
  return Object.fromEntries(names.map((name) => [name.slice(0, -4), readFileSync(join(directory, name), 'utf8')]));
}
