import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

/** One file with SQL of the application. */
export interface QueryFile {
  readonly path: string;
  /** What it is called: from the directory that was named, `sql/agents/find-agent.sql`. */
  readonly name: string;
}

/** So many are looked at, the first ones by name: a look takes a bounded time. */
const MOST_FILES = 2_000;

/**
 * The files that the configuration names: each by itself, or all `*.sql` in a directory and beneath it, by name.
 *
 * @throws Node's error when one of them is not there
 */
export function queryFiles(paths: readonly string[]): readonly QueryFile[] {
  return paths
    .flatMap((path) => {
      if (!statSync(path).isDirectory()) return [{ path, name: basename(path) }];
      const names = readdirSync(path, { recursive: true, encoding: 'utf8' });
      const sql = names.filter((name) => name.endsWith('.sql')).sort();
      return sql.map((name) => ({ path: join(path, name), name: join(basename(path), name) }));
    })
    .slice(0, MOST_FILES);
}
