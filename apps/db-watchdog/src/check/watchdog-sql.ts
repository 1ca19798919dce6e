import { readFileSync } from 'node:fs';

export type QueryName = 'quick-look' | 'history-place' | 'lock-waits' | 'key-use' | 'closed-schemas';

const texts = new Map<QueryName, string>();

/** One of the named queries in sql/. */
export function watchdogSql(name: QueryName): string {
  let text = texts.get(name);
  if (text === undefined) {
    text = readFileSync(new URL(`../../sql/${name}.sql`, import.meta.url), 'utf8');
    texts.set(name, text);
  }
  return text;
}
