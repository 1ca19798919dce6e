import type { Node, RangeVar } from 'libpg-query';
import { relationName } from '../../declared/read-table.ts';
import type { SqlType } from '../types/sql-type.ts';
import type { Relation } from './relation.ts';
import { baseType, findRelation, type Schema } from './schema.ts';

/** The relations whose columns an expression can name, and those of the query around it. */
export interface QueryScope {
  readonly sources: readonly QuerySource[];
  readonly outer: QueryScope | null;
}

interface QuerySource {
  readonly alias: string;
  /** Null when its columns are not known. */
  readonly relation: Relation | null;
}

export const NO_SCOPE: QueryScope = { sources: [], outer: null };

/** The scope of one relation. */
export function scopeOf(relation: Relation | null, alias: string = relation?.name ?? ''): QueryScope {
  return { sources: [{ alias, relation }], outer: null };
}

/** The scope of a query, when the node is one; else that of the query around it. */
export function innerScope(schema: Schema, node: object, outer: QueryScope, local: ReadonlySet<string>): QueryScope {
  const { relation, fromClause, usingClause } = node as {
    relation?: RangeVar;
    fromClause?: Node[];
    usingClause?: Node[];
  };
  const items = [...(fromClause ?? []), ...(usingClause ?? [])];
  if (items.length === 0 && relation === undefined) return outer;
  const own = relation === undefined ? [] : [ofTable(schema, relation, local)];
  return { sources: [...own, ...items.flatMap((item) => sourcesOf(schema, item, local))], outer };
}

function sourcesOf(schema: Schema, item: Node, local: ReadonlySet<string>): readonly QuerySource[] {
  if ('RangeVar' in item) return [ofTable(schema, item.RangeVar, local)];
  if (!('JoinExpr' in item)) return [{ alias: aliasOf(item), relation: null }];
  const { larg, rarg } = item.JoinExpr;
  return [larg, rarg].flatMap((side) => (side === undefined ? [] : sourcesOf(schema, side, local)));
}

function aliasOf(item: Node): string {
  const [inner] = Object.values(item) as { alias?: { aliasname?: string } }[];
  return inner?.alias?.aliasname ?? '';
}

function ofTable(schema: Schema, range: RangeVar, local: ReadonlySet<string>): QuerySource {
  const name = relationName(range);
  const alias = range.alias?.aliasname ?? name.name;
  if (name.schema === null && local.has(name.name)) return { alias, relation: null };
  const found = findRelation(schema, name);
  // Columns that an alias renames are not followed.
  const isPlain = range.alias?.colnames === undefined && found.is === 'found' && found.relation.kind === 'table';
  return { alias, relation: isPlain ? found.relation : null };
}

/** The type of a column as an expression names it, domains resolved; null when it cannot be told. */
export function columnType(schema: Schema, scope: QueryScope, parts: readonly string[]): SqlType | null {
  const name = parts.at(-1) ?? '';
  const relation = parts.length === 1 ? onlyWith(scope, name) : namedSource(scope, parts.at(-2) ?? '');
  return baseType(schema, relation?.columns.get(name)?.type ?? null);
}

/** The one relation that has the column, when no other could have it. */
function onlyWith({ sources }: QueryScope, column: string): Relation | null {
  const having = sources.filter(({ relation }) => relation?.columns.has(column) !== false);
  const others = sources.filter((source) => !having.includes(source));
  if (having.length !== 1 || others.some(({ relation }) => relation?.isOpen !== false)) return null;
  return having[0]?.relation ?? null;
}

/** The relation that a column is said to be of; null when it is not known. */
export function namedSource(scope: QueryScope, alias: string): Relation | null {
  for (let at: QueryScope | null = scope; at !== null; at = at.outer) {
    const source = at.sources.find((one) => one.alias === alias);
    if (source !== undefined) return source.relation;
  }
  return null;
}
