import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The module that the bundle begins with. */
export const ENTRY = '\0entry';

const NOTHING = '\0nothing.cjs';
const ENGINE = fileURLToPath(new URL('../../engine/src/index.ts', import.meta.url));
const MIGRATE = join(dirname(ENGINE), 'runner', 'migrate.ts');
const APPLY = join(dirname(ENGINE), 'runner', 'apply-pending.ts');
const CALL = "import('./commands/migrate.ts')";

/**
 * A rolldown plugin: the program without top-level `await`, which CommonJS does not have, and with the command that
 * runs at every deployment in the same file. The other commands stay in files of their own.
 */
export function entry(packageDirectory) {
  const run = join(packageDirectory, 'src', 'run.ts');
  const program = join(packageDirectory, 'src', 'program.ts');
  let core = new Set();
  let applying = new Set();
  return {
    name: 'entry',
    /** Whether a module is needed whatever the command is. */
    isCore: (id) => core.has(id),
    /** Whether a module is needed as soon as there is a file to apply. */
    isApplying: (id) => applying.has(id) && !core.has(id),
    buildEnd() {
      core = modulesFrom([ENTRY, MIGRATE], (id) => this.getModuleInfo(id)?.importedIds ?? []);
      applying = modulesFrom([APPLY], (id) => this.getModuleInfo(id)?.importedIds ?? []);
    },
    resolveId(id, importer) {
      if (id === ENTRY) return ENTRY;
      // For commands that are programs of their own, which there are none of here.
      return id === 'node:child_process' && /[\\/]commander[\\/]/.test(importer ?? '') ? NOTHING : null;
    },
    load(id) {
      if (id === NOTHING) return 'module.exports = {};';
      if (id !== ENTRY) return null;
      return `import { run } from ${JSON.stringify(run)};
run(process.argv.slice(2)).then((code) => { process.exitCode = code; });`;
    },
    transform(code, id) {
      if (id !== program) return null;
      if (!code.includes(CALL)) throw new Error('program.ts loads the migrate command in another way now.');
      return {
        code: `import * as migrateModule from './commands/migrate.ts';\n${code.replace(CALL, 'migrateModule')}`,
      };
    },
  };
}

/** The modules that are loaded with some, by what each imports, `import()` left out. */
function modulesFrom(roots, importedBy) {
  const open = [...roots];
  const found = new Set();
  for (const id of open) {
    if (found.has(id)) continue;
    found.add(id);
    // The engine's index leads everywhere; of it only the modules of what is imported are followed.
    open.push(...importedBy(id).flatMap((one) => (one === ENGINE ? engineModules(id) : [one])));
  }
  return found;
}

/** The engine's modules that have what a module imports from the engine's index, types left out. */
function engineModules(importer) {
  const names = namesIn(readFileSync(importer, 'utf8'), /import \{([^}]*)\} from '@plumbline\/engine'/g);
  return [...readFileSync(ENGINE, 'utf8').matchAll(/export \{([^}]*)\} from '([^']+)'/g)]
    .filter(([, exported]) => exported.split(',').some((name) => names.has(name.trim())))
    .map(([, , module]) => join(dirname(ENGINE), module));
}

function namesIn(code, pattern) {
  return new Set([...code.matchAll(pattern)].flatMap(([, list]) => list.split(',').map((name) => name.trim())));
}
