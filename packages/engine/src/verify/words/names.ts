import { qualifiedName } from '../../catalog/qualified-name.ts';
import { writtenIdentifier } from '../../spelling/written-identifier.ts';

/** `public.users`, of whatever has a schema; the name alone of what has none. */
export function nameOf({ schema, name }: { readonly schema: string | null; readonly name: string }): string {
  return schema === null ? writtenIdentifier(name) : qualifiedName(schema, name);
}

/** The relation that an object belongs to: `public.users`. */
export function tableOf({ schema, table }: { readonly schema: string; readonly table: string }): string {
  return qualifiedName(schema, table);
}

/** `a, "B", c`. */
export function listed(names: readonly string[]): string {
  return names.map(writtenIdentifier).join(', ');
}

/** `(a > 0)`: an expression between parentheses, unless one pair holds all of it already. */
export function parenthesised(text: string): string {
  return isWrapped(text) ? text : `(${text})`;
}

/** Whether the first parenthesis is closed by the last character. */
function isWrapped(text: string): boolean {
  if (!text.startsWith('(')) return false;
  let depth = 0;
  let place = 0;
  for (const [token] of text.matchAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[()]|[^()'"]+/g)) {
    place += token.length;
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (depth === 0) return place === text.length;
  }
  return false;
}
