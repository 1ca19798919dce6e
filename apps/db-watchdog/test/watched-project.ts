import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSnapshot, migrate, shadowDatabase } from '@plumbline/engine';
import { withClient } from '@plumbline/testkit';
import { createTestDatabase } from '@plumbline/testkit/vitest';
import type pg from 'pg';
import { onTestFinished } from 'vitest';

/** A directory with migrations and a snapshot, and a database that is what they say. */
export interface WatchedProject {
  readonly directory: string;
  readonly migrations: string;
  readonly url: string;
  query<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]>;
}

export const simpleFiles: Readonly<Record<string, string>> = {
  '001_users.sql': 'create table users (id integer generated always as identity primary key, email text not null);',
  '002_agents.sql':
    'create table agents (id integer primary key, user_id integer references users (id));\ncreate index agents_user on agents (user_id);',
};

/**
 * Gone when the test ends.
 *
 * @param files by their names; a snapshot is made of them where none is given
 * @param url a database that is not the run's own
 */
export async function watchedProject(
  files: Readonly<Record<string, string>> = simpleFiles,
  url?: string,
): Promise<WatchedProject> {
  const directory = mkdtempSync(join(tmpdir(), 'watchdog-test-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const migrations = join(directory, 'migrations');
  mkdirSync(migrations);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(migrations, name), text);
  const database = url === undefined ? await createTestDatabase() : null;
  if (database !== null) onTestFinished(() => database.drop());
  const target = url ?? database?.url ?? '';
  if (!('schema.snapshot.json' in files)) await keepSnapshot({ migrations, url: target });
  const { error } = await migrate({ url: target, directory: migrations });
  if (error !== null) throw error;
  return { directory, migrations, url: target, query: (sql) => queryAt(target, sql) };
}

/** Keeps what the migrations make beside them. */
export async function keepSnapshot({ migrations, url }: Pick<WatchedProject, 'migrations' | 'url'>): Promise<void> {
  const { error } = await makeSnapshot({ directory: migrations, scratch: () => shadowDatabase(url) });
  if (error !== null) throw error;
}

/** One statement on a connection of its own. */
export function queryAt<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  return withClient(url, async (client) => (await client.query<Row>(sql)).rows);
}
