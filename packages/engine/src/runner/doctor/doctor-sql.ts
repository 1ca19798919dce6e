import { readFileSync } from 'node:fs';
import { quoteLiteral } from '../../db/quote.ts';

/**
 * One of the named queries in sql/doctor.
 *
 * @param values texts for the places `$name`
 */
export function doctorSql(name: string, values: Readonly<Record<string, string>> = {}): string {
  const text = readFileSync(new URL(`../../../sql/doctor/${name}.sql`, import.meta.url), 'utf8');
  return text.replace(/\$([a-z_]+)\b/g, (_, key: string) => quoteLiteral(values[key] ?? null));
}
