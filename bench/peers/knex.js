import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export { layPlain as lay } from '../runner/small-files.js';

/** SQL files through a migration source of its own; otherwise its defaults: a lock, a transaction for each file. */
export async function up(directory, url) {
  const { default: knex } = await import('knex');
  const database = knex({ client: 'pg', connection: url });
  await database.migrate.latest({
    migrationSource: {
      getMigrations: async () => (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort(),
      getMigrationName: (name) => name,
      getMigration: async (name) => {
        const text = await readFile(join(directory, name), 'utf8');
        return { up: (transaction) => transaction.raw(text), down: async () => {} };
      },
    },
  });
  await database.destroy();
}
