import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { TargetConfig } from '../config/watchdog-config.ts';
import { queryFiles } from '../queries/query-files.ts';

/**
 * Changes when a migration or a file of queries is added, removed or written: a new build may have been deployed beside us.
 * Files that are not there are no news of the database: the part that reads them says so.
 */
export function filesMark({ migrations, queries }: Pick<TargetConfig, 'migrations' | 'queries'>): string {
  const ofMigrations = markOf(() => readdirSync(migrations).map((name) => join(migrations, name)));
  if (queries.length === 0) return ofMigrations;
  return `${ofMigrations}\n${markOf(() => queryFiles(queries).map(({ path }) => path))}`;
}

function markOf(list: () => readonly string[]): string {
  try {
    return [...list()].sort().map(factsOf).join('\n');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function factsOf(path: string): string {
  const facts = statSync(path, { throwIfNoEntry: false });
  return `${path} ${facts?.size} ${facts?.mtimeMs}`;
}
