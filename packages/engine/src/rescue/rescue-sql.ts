import { readFileSync } from 'node:fs';

const texts = new Map<string, string>();

/** One of the named queries in sql/rescue. */
export function rescueSql(name: string): string {
  let text = texts.get(name);
  if (text === undefined) {
    text = readFileSync(new URL(`../../sql/rescue/${name}.sql`, import.meta.url), 'utf8');
    texts.set(name, text);
  }
  return text;
}
