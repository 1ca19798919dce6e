import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PROGRAM = '/usr/bin/psql';

/** Not there everywhere: it comes with the operating system. */
export const isHere = existsSync(PROGRAM);

/** One session for all files, each in a transaction of its own. It keeps no history. */
export function lay(files, directory) {
  mkdirSync(directory, { recursive: true });
  const script = files.map(({ name, sql }) => {
    const file = join(directory, `${name}.sql`);
    writeFileSync(file, sql);
    return `begin;\n\\i ${file}\ncommit;\n`;
  });
  writeFileSync(join(directory, 'all.psql'), script.join(''));
}

export function command(directory, url) {
  return [PROGRAM, '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-f', join(directory, 'all.psql'), url];
}
