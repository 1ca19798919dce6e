import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Changes when a file of the directory is added, removed or written: a new build may have been deployed beside us. */
export function filesMark(directory: string): string {
  return readdirSync(directory)
    .sort()
    .map((name) => {
      const facts = statSync(join(directory, name), { throwIfNoEntry: false });
      return `${name} ${facts?.size} ${facts?.mtimeMs}`;
    })
    .join('\n');
}
