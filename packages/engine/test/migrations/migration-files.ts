import { readdirSync, readFileSync } from 'node:fs';
import type pg from 'pg';

const folder = new URL('../../../../migrations/', import.meta.url);

/** Names of the application's migrations in the order they run: numbered ones first, then the others by name. */
export const migrationNames: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith('.sql'))
  .map((name) => name.slice(0, -'.sql'.length))
  .sort();

/** The migrations from `first` to `last`, both included and both named by their number. */
export function migrationsBetween(first: string, last: string): readonly string[] {
  return migrationNames.filter((name) => name.slice(0, 3) >= first && name.slice(0, 3) <= last);
}

export function migrationText(name: string): string {
  return readFileSync(new URL(`${name}.sql`, folder), 'utf8');
}

/**
 * Runs each migration as one simple query in a transaction of its own, without the runner, so that these tests speak of
 * the files alone. Returns the notices and warnings, each as `severity: message`.
 */
export async function applyMigrations(client: pg.Client, names: readonly string[]): Promise<readonly string[]> {
  const notices: string[] = [];
  const listener = (notice: { severity?: string | undefined; message?: string | undefined }): void => {
    notices.push(`${notice.severity}: ${notice.message}`);
  };
  client.on('notice', listener);
  try {
    for (const name of names) {
      await client.query('begin');
      try {
        await client.query(migrationText(name));
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw error;
      }
    }
  } finally {
    client.off('notice', listener);
  }
  return notices;
}
