import type { SearchPath } from '../../declared/search-path.ts';
import type { Origin } from '../chain/command.ts';
import type { SqlType } from '../types/sql-type.ts';
import type { ForeignKey, Index, Relation, UserType } from './relation.ts';

/** The symbol table: what the files have made so far. */
export interface Schema {
  /** Relations by name. */
  readonly named: Map<string, readonly Relation[]>;
  readonly foreignKeys: Set<ForeignKey>;
  readonly indexes: Set<Index>;
  readonly types: Map<string, UserType>;
  /** The texts of the routines, by name. */
  readonly routines: Map<string, readonly string[]>;
  /** The schemas that a file creates. */
  readonly schemas: Set<string>;
  /** Every relation that was ever made, where, by name; also `table.column` of every column. */
  readonly everCreated: Map<string, Origin>;
  /** Where names without a schema are looked for: by the search path of the file, or by that of the session. */
  path: SearchPath;
  /** SQL that cannot be read may have made anything. */
  isOpen: boolean;
}

export function newSchema(): Schema {
  return {
    named: new Map(),
    foreignKeys: new Set(),
    indexes: new Set(),
    types: new Map(),
    routines: new Map(),
    schemas: new Set(),
    everCreated: new Map(),
    path: 'session',
    isOpen: false,
  };
}

/** @param origin where it is made or renamed */
export function addRelation(
  { named, everCreated }: Schema,
  relation: Relation,
  origin: Origin = relation.origin,
): void {
  named.set(relation.name, [...(named.get(relation.name) ?? []), relation]);
  everCreated.set(relation.name, everCreated.get(relation.name) ?? origin);
  for (const column of relation.columns.keys()) rememberColumn({ everCreated }, relation, column, origin);
}

export function rememberColumn(
  { everCreated }: Pick<Schema, 'everCreated'>,
  { name }: Relation,
  column: string,
  origin: Origin,
): void {
  everCreated.set(`${name}.${column}`, everCreated.get(`${name}.${column}`) ?? origin);
}

export function removeRelation({ named }: Schema, relation: Relation): void {
  named.set(
    relation.name,
    (named.get(relation.name) ?? []).filter((one) => one !== relation),
  );
}

export function allRelations({ named }: Schema): readonly Relation[] {
  return [...named.values()].flat();
}

/** What a search for a relation gives. `unsure`: it may be there, outside of what the files make or by another path. */
export type Found = { readonly is: 'found'; readonly relation: Relation } | { readonly is: 'unsure' | 'missing' };

const UNSURE: Found = { is: 'unsure' };

/** Looks for a relation as PostgreSQL does, as far as the path is known. */
export function findRelation(
  schema: Schema,
  { schema: written, name }: { schema: string | null; name: string },
): Found {
  const named = schema.named.get(name) ?? [];
  const temporary = named.find(({ isTemporary }) => isTemporary);
  if (written === null && temporary !== undefined) return { is: 'found', relation: temporary };
  const places = written !== null ? [written] : placesOf(schema.path);
  for (const place of places) {
    const relation = named.find((one) => !one.isTemporary && isIn(one, place));
    if (relation !== undefined) return { is: 'found', relation };
  }
  if (isOfServer(written, name)) return UNSURE;
  if (named.length > 0 || schema.isOpen || (written === null && schema.path === 'unknown')) return UNSURE;
  return places.every((place) => isOwn(schema, place)) ? { is: 'missing' } : UNSURE;
}

function placesOf(path: SearchPath): readonly (string | null)[] {
  if (path === 'unknown') return [];
  return path === 'session' ? [null, 'public'] : path;
}

/** The schema of the session is `public` for nearly everybody, and nothing is said where it might not be. */
function isIn(relation: Relation, place: string | null): boolean {
  return relation.schema === place || (relation.schema === null && place === 'public');
}

/** What is in a schema that no file creates cannot be known. */
function isOwn({ schemas }: Schema, place: string | null): boolean {
  return place === null || place === 'public' || schemas.has(place);
}

function isOfServer(schema: string | null, name: string): boolean {
  // Sequences of serials and identities have such names, and are made without being named.
  if (name.endsWith('_seq')) return true;
  if (schema === null) return name.startsWith('pg_') || OF_EXTENSIONS.has(name);
  return schema.startsWith('pg_') || schema === 'information_schema';
}

/** Relations that extensions bring along. */
const OF_EXTENSIONS: ReadonlySet<string> = new Set([
  ...['spatial_ref_sys', 'geometry_columns', 'geography_columns', 'raster_columns', 'raster_overviews'],
  ...['hypopg_list_indexes', 'hypopg_hidden_indexes', 'topology', 'layer'],
]);

/** The type that a domain rests on; any other type as it is. Null when it cannot be told. */
export function baseType(schema: Schema, type: SqlType | null): SqlType | null {
  let base = type;
  for (let depth = 0; base !== null && depth < 10; depth++) {
    const user = schema.types.get(base.name);
    if (user?.is !== 'domain') return base;
    base = base.isArray ? null : user.base;
  }
  return base;
}

/** The foreign keys that begin or end at a relation. */
export function keysAt(schema: Schema, relation: Relation): readonly ForeignKey[] {
  return [...schema.foreignKeys].filter(({ table, target }) => table === relation || target === relation);
}
