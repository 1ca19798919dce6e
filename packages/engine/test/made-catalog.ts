import type { ConstraintObject, IndexObject } from '../src/catalog/attached-objects.ts';
import type { Catalog } from '../src/catalog/catalog.ts';
import type { CatalogObject } from '../src/catalog/catalog-object.ts';
import type { ColumnObject, SequenceObject, TableObject, ViewObject } from '../src/catalog/relation-objects.ts';

/** Objects as `readCatalog` would give them, made by hand: for tests of what is pure. */

export function madeCatalog(objects: readonly CatalogObject[], more: Partial<Catalog> = {}): Catalog {
  return { layout: 1, serverVersion: '18.4', objects, unread: [], ...more };
}

export function madeTable(name: string, more: Partial<TableObject> = {}): TableObject {
  return {
    kind: 'table',
    schema: 'public',
    name,
    form: 'regular',
    unlogged: false,
    partitionKey: null,
    partitionOf: null,
    inherits: [],
    rowSecurity: false,
    rowSecurityForced: false,
    replicaIdentity: 'default',
    replicaIdentityIndex: null,
    clusteredOn: null,
    accessMethod: null,
    ofType: null,
    options: [],
    server: null,
    ...more,
  };
}

/** @param path `table.column` */
export function madeColumn(path: string, type: string, more: Partial<ColumnObject> = {}): ColumnObject {
  const [table = '', name = ''] = path.split('.');
  return {
    kind: 'column',
    schema: 'public',
    table,
    name,
    position: 1,
    type,
    nullable: true,
    default: null,
    identity: null,
    generated: null,
    collation: null,
    storage: null,
    compression: null,
    statisticsTarget: null,
    options: [],
    ...more,
  };
}

export function madeConstraint(
  table: string,
  name: string,
  more: Partial<ConstraintObject> & Pick<ConstraintObject, 'type'>,
): ConstraintObject {
  const hasIndex = more.type === 'primary key' || more.type === 'unique' || more.type === 'exclusion';
  return {
    kind: 'constraint',
    schema: 'public',
    table,
    name,
    columns: [],
    include: [],
    text: null,
    target: null,
    onUpdate: null,
    onDelete: null,
    onDeleteColumns: [],
    match: null,
    deferrable: 'no',
    validated: true,
    enforced: true,
    noInherit: false,
    nullsNotDistinct: false,
    temporal: false,
    exclusion: null,
    indexValid: hasIndex ? true : null,
    ...more,
  };
}

/** @param from `table.column` @param to `table.column` */
export function madeForeignKey(from: string, to: string, more: Partial<ConstraintObject> = {}): ConstraintObject {
  const [table = '', column = ''] = from.split('.');
  const [targetTable = '', targetColumn = ''] = to.split('.');
  return madeConstraint(table, `${table}_${column}_fkey`, {
    type: 'foreign key',
    columns: [column],
    target: { schema: 'public', table: targetTable, columns: [targetColumn] },
    onUpdate: 'no action',
    onDelete: 'no action',
    match: 'simple',
    ...more,
  });
}

export function madeIndex(
  table: string,
  name: string,
  columns: readonly string[],
  more: Partial<IndexObject> = {},
): IndexObject {
  return {
    kind: 'index',
    schema: 'public',
    table,
    name,
    unique: false,
    method: 'btree',
    keys: columns.map((column) => ({
      column,
      text: null,
      operatorClass: null,
      collation: null,
      descending: false,
      nullsFirst: false,
    })),
    include: [],
    predicate: null,
    isPartial: false,
    nullsNotDistinct: false,
    valid: true,
    ready: true,
    options: [],
    partitionOf: null,
    ...more,
  };
}

export function madeSequence(name: string, more: Partial<SequenceObject> = {}): SequenceObject {
  return {
    kind: 'sequence',
    schema: 'public',
    name,
    type: 'bigint',
    start: '1',
    increment: '1',
    min: '1',
    max: '9223372036854775807',
    cache: '1',
    cycle: false,
    unlogged: false,
    ownedBy: null,
    identity: false,
    ...more,
  };
}

export function madeView(name: string, text: string, more: Partial<ViewObject> = {}): ViewObject {
  return { kind: 'view', schema: 'public', name, columns: [], text, options: [], populated: true, ...more };
}
