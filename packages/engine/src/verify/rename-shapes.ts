import type { CatalogObject, ObjectKind } from '../catalog/catalog-object.ts';
import type { FindingCode } from './finding-codes.ts';
import type { CatalogIndex } from './index-catalog.ts';

/** How a renamed object is told: by all that it is but its name. */
export interface RenameShape {
  readonly code: FindingCode;
  readonly kinds: readonly ObjectKind[];
  /** Two objects with the same shape look like one that was renamed. Null when it has too little to be told by. */
  shapeOf(object: CatalogObject, index: CatalogIndex, objects: readonly CatalogObject[]): string | null;
}

/**
 * In the order in which they are looked for: a renamed table can be told only when the type of its column has its name back,
 * the sequence of a key only when its table has.
 */
export const renameStages: readonly (readonly RenameShape[])[] = [
  [{ code: 'renamed-schema', kinds: ['schema'], shapeOf: schemaShape }],
  [
    { code: 'renamed-type', kinds: ['enum', 'domain', 'composite type', 'range type'], shapeOf: wholeShape },
    { code: 'renamed-function', kinds: ['function', 'procedure', 'aggregate'], shapeOf: wholeShape },
  ],
  [{ code: 'function-signature', kinds: ['function', 'procedure', 'aggregate'], shapeOf: signatureShape }],
  [{ code: 'renamed-relation', kinds: ['table', 'view', 'materialized view'], shapeOf: relationShape }],
  [{ code: 'renamed-relation', kinds: ['sequence'], shapeOf: wholeShape }],
  [{ code: 'renamed-column', kinds: ['column'], shapeOf: columnShape }],
  [
    { code: 'renamed-constraint', kinds: ['constraint'], shapeOf: attachedShape },
    { code: 'renamed-index', kinds: ['index'], shapeOf: attachedShape },
    { code: 'renamed-trigger', kinds: ['trigger'], shapeOf: attachedShape },
    { code: 'renamed-policy', kinds: ['policy'], shapeOf: attachedShape },
    { code: 'renamed-statistics', kinds: ['statistics'], shapeOf: attachedShape },
    { code: 'renamed-event-trigger', kinds: ['event trigger'], shapeOf: attachedShape },
  ],
];

function schemaShape({ name }: CatalogObject, _index: CatalogIndex, objects: readonly CatalogObject[]): string | null {
  const inside = objects
    .filter(({ schema }) => schema === name)
    .map((object) => [object.kind, tableOf(object), object.name]);
  return inside.length === 0 ? null : JSON.stringify(inside);
}

/** Moved to another schema is renamed too, so the schema is no part of the shape. */
function wholeShape(object: CatalogObject): string {
  const { name: _name, schema: _schema, ...rest } = object;
  // Every range comes with a multirange of a name made of its own.
  return JSON.stringify('multirange' in rest ? { ...rest, multirange: null } : rest);
}

/** The same name with other arguments. */
function signatureShape(object: CatalogObject): string {
  return JSON.stringify([object.kind, object.schema, object.name]);
}

function relationShape(object: CatalogObject, index: CatalogIndex): string | null {
  if (object.kind === 'view' || object.kind === 'materialized view') {
    return object.text === null ? null : JSON.stringify([object.kind, object.columns, object.text]);
  }
  if (object.kind !== 'table') return null;
  const columns = index.columnsOf(object.schema, object.name).map(({ name, type }) => [name, type]);
  // One column is not enough to know a table by.
  return columns.length < 2 ? null : JSON.stringify([object.form, columns, object.partitionOf]);
}

/** A column keeps its place and type when it is renamed. */
function columnShape(object: CatalogObject): string | null {
  if (object.kind !== 'column') return null;
  const { schema, table, position, type, nullable, identity } = object;
  return JSON.stringify([schema, table, position, type, nullable, identity]);
}

function attachedShape(object: CatalogObject): string | null {
  const { name: _name, ...rest } = object;
  return JSON.stringify(rest);
}

function tableOf(object: CatalogObject): string | null {
  return 'table' in object ? object.table : null;
}
