import { withClient } from '../with-client.ts';
import { createDatabase, databaseUrl, dropDatabase, newDatabaseName } from './run-databases.ts';
import { testServer } from './test-server.ts';

/** A database of one test file, or of one test. */
export interface TestDatabase {
  readonly name: string;
  /** Superuser's URL. */
  readonly url: string;
  /** Drops it, with the connections that are still open. */
  drop(): Promise<void>;
}

/**
 * Creates a database with a name of its own on the run's server: empty, or a copy of `template`.
 *
 * @example
 * const database = await createTestDatabase({ template: await templateDatabase('migrated', migrateAll) });
 */
export async function createTestDatabase(options: { readonly template?: string } = {}): Promise<TestDatabase> {
  const server = testServer();
  const name = newDatabaseName(server.run);
  // template0 rather than template1: nobody can be connected to it, so any number of copies may be made at once.
  const template = options.template ?? 'template0';
  await withClient(server.url, (client) => createDatabase(client, name, template));
  return {
    name,
    url: databaseUrl(server.url, name),
    drop: () => withClient(server.url, (client) => dropDatabase(client, name)),
  };
}
