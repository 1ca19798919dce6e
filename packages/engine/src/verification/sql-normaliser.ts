import type { Parser } from '../declared/parser.ts';
import type { Normalise } from '../verify/same-text.ts';

/** Where in the text a part stands. */
const PLACES: ReadonlySet<string> = new Set(['location', 'stmt_location', 'stmt_len']);

/** Compares what servers of different versions write by its syntax tree. */
export function sqlNormaliser(parser: Parser): Normalise {
  return (sql, as) => {
    const nodes = parser.parse(as === 'query' ? sql : `SELECT ${sql}`);
    return nodes === null
      ? null
      : JSON.stringify(nodes, (key, value: unknown) => (PLACES.has(key) ? undefined : value));
  };
}
