import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { layPlain } from '../runner/small-files.js';

/** Its folder has a journal beside the files. */
export function lay(files, directory) {
  layPlain(files, directory);
  mkdirSync(join(directory, 'meta'), { recursive: true });
  const entries = files.map(({ name, number }) => {
    return { idx: number - 1, version: '7', when: 1_700_000_000_000 + number, tag: name, breakpoints: true };
  });
  const journal = { version: '7', dialect: 'postgresql', entries };
  writeFileSync(join(directory, 'meta', '_journal.json'), JSON.stringify(journal));
}

export async function up(directory, url) {
  const [{ drizzle }, { migrate }, { default: pg }] = await Promise.all([
    import('drizzle-orm/node-postgres'),
    import('drizzle-orm/node-postgres/migrator'),
    import('pg'),
  ]);
  const client = new pg.Client(url);
  await client.connect();
  await migrate(drizzle(client), { migrationsFolder: directory });
  await client.end();
}
