import { readFileSync } from 'node:fs';
import { quoteIdentifier, quoteLiteral } from '../db/quote.ts';

const texts = new Map<string, string>();

/**
 * One of the named queries in sql/history, for a history in the given schema. The files name the schema `plumbline`,
 * so that each can be pasted into psql as it is.
 *
 * @param values for the places of the query: numbers for `:name`, texts for `$name`
 */
export function historySql(
  name: string,
  schema: string,
  values: Readonly<Record<string, bigint | number | string>> = {},
): string {
  let text = texts.get(name);
  if (text === undefined) {
    text = readFileSync(new URL(`../../sql/history/${name}.sql`, import.meta.url), 'utf8');
    texts.set(name, text);
  }
  const qualified = schema === 'plumbline' ? text : inSchema(text, schema);
  return qualified
    .replace(/(?<!:):([a-z_]+)\b/g, (_, key: string) => BigInt(values[key] as number).toString())
    .replace(/\$([a-z_]+)\b/g, (_, key: string) => quoteLiteral(String(values[key])));
}

function inSchema(text: string, schema: string): string {
  const quoted = quoteIdentifier(schema);
  return text
    .replace(/'plumbline\.(history|catalog)'/g, (_, table: string) => `'${`${quoted}.${table}`.replaceAll("'", "''")}'`)
    .replace(/plumbline\.(history|catalog)\b/g, (_, table: string) => `${quoted}.${table}`);
}
