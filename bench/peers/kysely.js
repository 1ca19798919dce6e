import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export { layPlain as lay } from '../runner/small-files.js';

/** SQL files through a provider; its default: all pending files in one transaction. */
export async function up(directory, url) {
  const [{ Kysely, Migrator, PostgresDialect, sql }, { default: pg }] = await Promise.all([
    import('kysely'),
    import('pg'),
  ]);
  const db = new Kysely({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url }) }) });
  const provider = {
    async getMigrations() {
      const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort();
      const entries = names.map(async (name) => {
        const text = await readFile(join(directory, name), 'utf8');
        return [name, { up: (transaction) => sql.raw(text).execute(transaction) }];
      });
      return Object.fromEntries(await Promise.all(entries));
    },
  };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  await db.destroy();
  if (error !== undefined) throw error;
}
