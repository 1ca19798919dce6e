import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { smallFiles } from './small-files.js';

/**
 * The same files for every contender, each laid out as it wants them, and databases to apply them to.
 *
 * @param server of startBenchServer
 */
export function workload(server, count) {
  const files = smallFiles(count);
  const directories = [];
  return {
    lay({ lay }) {
      const directory = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
      directories.push(directory);
      lay(files, directory);
      return directory;
    },
    /** Runs `work` with the URL of an empty database that goes away afterwards. */
    async inNewDatabase(work) {
      const url = await server.newDatabase();
      await server.settle();
      try {
        return await work(url);
      } finally {
        await server.dropDatabase(url);
      }
    },
    close() {
      for (const directory of directories) rmSync(directory, { recursive: true });
    },
  };
}
