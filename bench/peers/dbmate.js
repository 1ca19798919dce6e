import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export function lay(files, directory) {
  mkdirSync(directory, { recursive: true });
  for (const { name, sql } of files) {
    writeFileSync(join(directory, `${name}.sql`), `-- migrate:up\n${sql}\n-- migrate:down\n`);
  }
}

/** The command as its package installs it: a script that starts the binary. */
export function command(directory, url) {
  const manifest = fileURLToPath(import.meta.resolve('dbmate'));
  const script = join(dirname(manifest), 'cli.js');
  return [process.execPath, script, '--url', url, '--migrations-dir', directory, '--no-dump-schema', 'up'];
}
