import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Its committed files form a chain: each names the hash of the one before. */
export function lay(files, directory) {
  mkdirSync(join(directory, 'committed'), { recursive: true });
  writeFileSync(join(directory, 'current.sql'), '');
  let previous = '';
  for (const { number, sql } of files) {
    const body = `${sql.trim()}\n`;
    const hash = `sha1:${createHash('sha1')
      .update(`${`${previous}\n${body.trim()}`.trim()}\n`)
      .digest('hex')}`;
    const header = `--! Previous: ${previous === '' ? '-' : previous}\n--! Hash: ${hash}\n\n`;
    writeFileSync(join(directory, 'committed', `${String(number).padStart(6, '0')}.sql`), header + body);
    previous = hash;
  }
}

export async function up(directory, url) {
  const { migrate } = (await import('graphile-migrate')).default;
  console.log = () => {};
  await migrate({ connectionString: url, migrationsFolder: directory });
}
