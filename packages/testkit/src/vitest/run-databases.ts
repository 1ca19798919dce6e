import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { withClient } from '../with-client.ts';

/** A name no other test of any run has. */
export function newDatabaseName(run: string): string {
  return `plumbline_${run}_${randomBytes(5).toString('hex')}`;
}

/** The same server, another database. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${encodeURIComponent(name)}`;
  return url.href;
}

/**
 * Creates a database as a copy of `template`. Copying files takes 20 ms where the default since 15, writing every page
 * to the log, takes 200: the checkpoint that it needs costs nothing on a server that never waits for its disk.
 */
export async function createDatabase(client: pg.Client, name: string, template: string): Promise<void> {
  const { rows } = await client.query<{ known: boolean }>(
    "select current_setting('server_version_num')::int >= 150000 as known",
  );
  const strategy = rows[0]?.known ? 'strategy file_copy' : '';
  await client.query(
    `create database ${pg.escapeIdentifier(name)} template ${pg.escapeIdentifier(template)} ${strategy}`,
  );
}

/** Drops a database with whoever is connected to it. One that is gone is fine. */
export async function dropDatabase(client: pg.Client, name: string): Promise<void> {
  await client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
}

/** Drops every database of one run from a server that stays. */
export async function dropRunDatabases(serverUrl: string, run: string): Promise<void> {
  await withClient(serverUrl, async (client) => {
    const { rows } = await client.query<{ datname: string; datistemplate: boolean }>(
      'select datname, datistemplate from pg_database where starts_with(datname, $1)',
      [`plumbline_${run}_`],
    );
    for (const { datname, datistemplate } of rows) {
      if (datistemplate) await client.query(`alter database ${pg.escapeIdentifier(datname)} with is_template false`);
      await dropDatabase(client, datname);
    }
  });
}
