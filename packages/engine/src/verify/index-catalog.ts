import type { ConstraintObject, IndexObject } from '../catalog/attached-objects.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { CatalogObject } from '../catalog/catalog-object.ts';
import { identityOf } from '../catalog/identity-of.ts';
import type { ColumnObject } from '../catalog/relation-objects.ts';

/** A catalog with what its comparison looks up. */
export interface CatalogIndex {
  readonly byIdentity: ReadonlyMap<string, CatalogObject>;
  readonly unread: ReadonlySet<string>;
  /** By position. */
  columnsOf(schema: string, table: string): readonly ColumnObject[];
  constraintsOf(schema: string, table: string): readonly ConstraintObject[];
  indexesOf(schema: string, table: string): readonly IndexObject[];
  /** How many functions, procedures and aggregates have that name. */
  routinesNamed(schema: string, name: string): number;
}

export function indexCatalog({ objects, unread }: Pick<Catalog, 'objects' | 'unread'>): CatalogIndex {
  const columns = new Map<string, ColumnObject[]>();
  const constraints = new Map<string, ConstraintObject[]>();
  const indexes = new Map<string, IndexObject[]>();
  const routines = new Map<string, number>();
  for (const object of objects) {
    if ('signature' in object) {
      const name = keyOf(object.schema, object.name);
      routines.set(name, (routines.get(name) ?? 0) + 1);
    }
    if (object.kind === 'column') put(columns, object, object);
    if (object.kind === 'constraint') put(constraints, object, object);
    if (object.kind === 'index') put(indexes, object, object);
  }
  return {
    byIdentity: new Map(objects.map((object) => [identityOf(object), object])),
    unread: new Set(unread),
    columnsOf: (schema, table) => columns.get(keyOf(schema, table)) ?? [],
    constraintsOf: (schema, table) => constraints.get(keyOf(schema, table)) ?? [],
    indexesOf: (schema, table) => indexes.get(keyOf(schema, table)) ?? [],
    routinesNamed: (schema, name) => routines.get(keyOf(schema, name)) ?? 0,
  };
}

/** No name has a NUL. */
function keyOf(schema: string, name: string): string {
  return `${schema}\0${name}`;
}

function put<Value>(
  lists: Map<string, Value[]>,
  { schema, table }: { readonly schema: string; readonly table: string },
  value: Value,
): void {
  const key = keyOf(schema, table);
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
