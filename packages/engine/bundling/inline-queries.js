import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const QUERY = /readFileSync\(new URL\(`((?:\.\.\/)+sql\/[\w/-]+\/)\$\{(\w+)\}\.sql`, import\.meta\.url\), 'utf8'\)/g;

/**
 * A rolldown plugin: the queries that modules of the engine read from beside themselves become part of the bundle. Fails
 * when a file is read in a way that it does not know, or the bundle would look for it in vain.
 *
 * @param others what else a module reads: the expression, and what takes its place
 */
export function inlineQueries(others = new Map()) {
  return {
    name: 'inline-queries',
    transform(code, id) {
      if (!code.includes('import.meta.url')) return null;
      let inlined = code.replace(
        QUERY,
        (_, directory, name) => `(${JSON.stringify(queriesIn(join(dirname(id), directory)))})[${name}]`,
      );
      for (const [expression, value] of others) inlined = inlined.replace(expression, () => value);
      if (/new URL\([^)]*import\.meta\.url/.test(inlined)) {
        throw new Error(`${id} reads a file from beside itself in a way that the bundle does not know.`);
      }
      // Lines stay where they are, which is all that a stack trace needs of the map.
      return { code: inlined, map: null };
    },
  };
}

function queriesIn(directory) {
  const names = readdirSync(directory).filter((name) => name.endsWith('.sql'));
  return Object.fromEntries(names.map((name) => [name.slice(0, -4), readFileSync(join(directory, name), 'utf8')]));
}
