import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export { layPlain as lay } from '../runner/small-files.js';

/** As its documentation has it for plain SQL: a resolver that runs the file, a storage in a table. */
export async function up(directory, url) {
  const [{ Umzug }, { default: pg }] = await Promise.all([import('umzug'), import('pg')]);
  const client = new pg.Client(url);
  await client.connect();
  await client.query('create table if not exists umzug_migrations (name text primary key)');
  const umzug = new Umzug({
    migrations: {
      glob: join(directory, '*.sql'),
      resolve: ({ name, path }) => ({ name, up: async () => client.query(await readFile(path, 'utf8')) }),
    },
    storage: {
      logMigration: ({ name }) => client.query('insert into umzug_migrations values ($1)', [name]),
      unlogMigration: ({ name }) => client.query('delete from umzug_migrations where name = $1', [name]),
      executed: async () =>
        (await client.query('select name from umzug_migrations order by name')).rows.map((r) => r.name),
    },
    logger: undefined,
  });
  await umzug.up();
  await client.end();
}
