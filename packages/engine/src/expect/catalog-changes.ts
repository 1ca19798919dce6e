import type { Catalog } from '../catalog/catalog.ts';
import type { CatalogObject } from '../catalog/catalog-object.ts';
import { identityOf } from '../catalog/identity-of.ts';

/** A catalog by the identities of its objects: what two of them are compared by. */
export type ObjectMap = ReadonlyMap<string, CatalogObject>;

/** One object that is not as it was. */
export interface ObjectChange {
  readonly identity: string;
  readonly change: 'created' | 'changed' | 'dropped';
  /** As it is now; as it was, when it was dropped. */
  readonly object: CatalogObject;
}

export function objectMap({ objects }: Pick<Catalog, 'objects'>): ObjectMap {
  return new Map(objects.map((object) => [identityOf(object), object]));
}

/** What became of the objects between two readings. */
export function catalogChanges(before: ObjectMap, after: ObjectMap): readonly ObjectChange[] {
  const changes: ObjectChange[] = [];
  for (const [identity, object] of after) {
    const was = before.get(identity);
    if (was === undefined) changes.push({ identity, change: 'created', object });
    else if (!isSame(was, object)) changes.push({ identity, change: 'changed', object });
  }
  for (const [identity, object] of before) {
    if (!after.has(identity)) changes.push({ identity, change: 'dropped', object });
  }
  return changes;
}

/** Both were made by the same reader, so their fields stand in the same order. */
function isSame(one: CatalogObject, other: CatalogObject): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
