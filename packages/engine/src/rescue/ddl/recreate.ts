import type { Catalog } from '../../catalog/catalog.ts';
import type { CatalogObject, ObjectKind } from '../../catalog/catalog-object.ts';
import { createObject } from './create-object.ts';
import { ownSequence } from './sequence.ts';
import { attachTable, identifyTable, secureTable } from './table.ts';

/** What is made first. What an object needs comes before it as a rule; where it does not, `runInAnyOrder` finds out. */
const ORDER: readonly ObjectKind[] = [
  ...(['schema', 'extension', 'enum', 'composite type', 'range type', 'domain', 'sequence'] as const),
  ...(['function', 'procedure', 'aggregate', 'table', 'view', 'materialized view', 'index', 'constraint'] as const),
  ...(['statistics', 'rule', 'trigger', 'policy', 'event trigger', 'comment', 'owner', 'grant'] as const),
];

/**
 * The statements that make a whole schema anew, structure alone. Run them by `runInAnyOrder`: functions, views, defaults
 * and types can need each other in any order.
 */
export function recreate(catalog: Pick<Catalog, 'objects'>): readonly string[] {
  const { objects } = catalog;
  return [
    ...ORDER.flatMap((kind) => [
      ...before(kind, objects),
      ...objects
        .filter((object) => object.kind === kind)
        .toSorted(keysFirst)
        .flatMap((object) => createObject(object, catalog)),
    ]),
    ...objects.flatMap(afterAll),
  ];
}

/** Tables are bound to each other before they get keys: a partition takes those of its parent. */
function before(kind: ObjectKind, objects: readonly CatalogObject[]): readonly string[] {
  if (kind !== 'view') return [];
  return objects.flatMap((object) => {
    if (object.kind === 'table') return attachTable(object);
    return object.kind === 'sequence' && !object.identity && object.ownedBy !== null ? [ownSequence(object)] : [];
  });
}

/** A foreign key needs the key that it refers to. */
function keysFirst(a: CatalogObject, b: CatalogObject): number {
  return Number(isForeignKey(a)) - Number(isForeignKey(b));
}

function isForeignKey(object: CatalogObject): boolean {
  return object.kind === 'constraint' && object.type === 'foreign key';
}

function afterAll(object: CatalogObject): readonly string[] {
  if (object.kind !== 'table') return [];
  const { rowSecurity, rowSecurityForced, replicaIdentity, clusteredOn } = object;
  return [
    ...(rowSecurity || rowSecurityForced ? secureTable(object) : []),
    ...(replicaIdentity === 'default' && clusteredOn === null ? [] : identifyTable(object)),
  ];
}
