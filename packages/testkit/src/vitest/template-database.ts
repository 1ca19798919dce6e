import { createHash } from 'node:crypto';
import pg from 'pg';
import { withClient } from '../with-client.ts';
import { createDatabase, databaseUrl, dropDatabase } from './run-databases.ts';
import { testServer } from './test-server.ts';

/**
 * The name of a database that `build` filled, made once per run and key, whichever worker asks first; the others wait.
 * It accepts no connections: copy it with `createTestDatabase({ template })`.
 *
 * @param key names what `build` makes. The same key with another `build` gives what the first one made.
 * @param build receives the URL of an empty database and must close its connections.
 */
export function templateDatabase(key: string, build: (url: string) => Promise<void>): Promise<string> {
  const server = testServer();
  return buildTemplateDatabase(server.url, server.run, key, build);
}

/** As `templateDatabase`, on a given server, for a given run. */
export function buildTemplateDatabase(
  serverUrl: string,
  run: string,
  key: string,
  build: (url: string) => Promise<void>,
): Promise<string> {
  const digest = createHash('sha256').update(key).digest();
  const name = `plumbline_${run}_template_${digest.toString('hex', 0, 8)}`;
  return withClient(serverUrl, async (client) => {
    // Held by this session, so a worker that dies while building lets the next one try.
    const lock = digest.readBigInt64BE(8).toString();
    await client.query('select pg_advisory_lock($1)', [lock]);
    try {
      if (!(await isTemplate(client, name))) await makeTemplate(client, serverUrl, name, build);
    } finally {
      await client.query('select pg_advisory_unlock($1)', [lock]);
    }
    return name;
  });
}

async function isTemplate(client: pg.Client, name: string): Promise<boolean> {
  const { rows } = await client.query('select from pg_database where datname = $1 and datistemplate', [name]);
  return rows.length > 0;
}

/** The mark `is_template` comes last: a database without it is half built and made again. */
async function makeTemplate(
  client: pg.Client,
  serverUrl: string,
  name: string,
  build: (url: string) => Promise<void>,
): Promise<void> {
  const quoted = pg.escapeIdentifier(name);
  await dropDatabase(client, name);
  await createDatabase(client, name, 'template0');
  await build(databaseUrl(serverUrl, name));
  await client.query(`alter database ${quoted} with allow_connections false`);
  // A client's end() returns before its backend is gone, and a database with a backend cannot be copied.
  await client.query('select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1', [name]);
  await client.query(`alter database ${quoted} with is_template true`);
}
