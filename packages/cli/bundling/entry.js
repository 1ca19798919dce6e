import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The module that the bundle begins with. */
export const ENTRY = '\0entry';

const NOTHING = '\0nothing.cjs';
const MIGRATE = fileURLToPath(new URL('../../engine/src/runner/migrate.ts', import.meta.url));
const CALL = "import('./commands/migrate.ts')";

/**
 * A rolldown plugin: the program without top-level `await`, which CommonJS does not have, and with the command that
 * runs at every deployment in the same file. The other commands stay in files of their own.
 */
export function entry(packageDirectory) {
  const run = join(packageDirectory, 'src', 'run.ts');
  const program = join(packageDirectory, 'src', 'program.ts');
  const core = new Set();
  return {
    name: 'entry',
    /** Whether a module is needed whatever the command is. */
    isCore: (id) => core.has(id),
    buildEnd() {
      const open = [ENTRY, MIGRATE];
      for (const id of open) {
        // The engine's index leads everywhere; what of it the command uses is followed by itself.
        if (core.has(id) || /engine[\\/]src[\\/]index\.ts$/.test(id)) continue;
        core.add(id);
        open.push(...(this.getModuleInfo(id)?.importedIds ?? []));
      }
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
