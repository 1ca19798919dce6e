import type { Node, SelectStmt } from 'libpg-query';
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
      : JSON.stringify(
          nodes.map(({ node }) => withoutNeedlessNames(node)),
          withoutPlaces,
        );
  };
}

function withoutPlaces(key: string, value: unknown): unknown {
  return PLACES.has(key) ? undefined : value;
}

/** Since 16 the columns of a view of one relation are written without its name; in queries within it they keep theirs. */
function withoutNeedlessNames(node: Node): unknown {
  if (!('SelectStmt' in node) || !isOfOneRelation(node.SelectStmt)) return node;
  return { SelectStmt: bare(node.SelectStmt) };
}

function isOfOneRelation({ fromClause = [] }: SelectStmt): boolean {
  return fromClause.length === 1 && fromClause.every((item) => !('JoinExpr' in item));
}

function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  if ('SelectStmt' in value) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, key === 'ColumnRef' ? lastPart(inner) : bare(inner)]),
  );
}

function lastPart(column: unknown): unknown {
  const { fields = [], ...rest } = column as { readonly fields?: readonly unknown[] };
  return { ...rest, fields: fields.slice(-1) };
}
