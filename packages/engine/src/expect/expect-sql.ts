import { readFileSync } from 'node:fs';

/** One of the named queries in sql/expect. */
export function expectSql(name: string): string {
  return readFileSync(new URL(`../../sql/expect/${name}.sql`, import.meta.url), 'utf8');
}
