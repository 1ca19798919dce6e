import type { IndexObject, TriggerObject } from '../catalog/attached-objects.ts';
import type { CatalogObject } from '../catalog/catalog-object.ts';
import { identityOf } from '../catalog/identity-of.ts';
import { qualifiedName } from '../catalog/qualified-name.ts';
import { writtenIdentifier } from '../spelling/written-identifier.ts';
import type { CatalogIndex } from './index-catalog.ts';

/**
 * A partition's copy of a trigger or an index of its parent is in a catalog only when it is not like that one. Where the other
 * side has such a copy, the one that is implied here is needed to compare it with.
 *
 * @returns the copies that `own` implies, of those that `other` has
 */
export function impliedCopies(own: CatalogIndex, other: CatalogIndex): readonly CatalogObject[] {
  return [...other.byIdentity.values()].flatMap((object) => {
    const isCopy = object.kind === 'trigger' || object.kind === 'index';
    if (!isCopy || own.byIdentity.has(identityOf(object))) return [];
    return (object.kind === 'trigger' ? impliedTrigger(object, own, other) : impliedIndex(object, own)) ?? [];
  });
}

function impliedTrigger(copy: TriggerObject, own: CatalogIndex, other: CatalogIndex): TriggerObject | null {
  const table = other.byIdentity.get(`table ${qualifiedName(copy.schema, copy.table)}`);
  if (table?.kind !== 'table' || table.partitionOf === null) return null;
  const parent = own.byIdentity.get(`trigger ${writtenIdentifier(copy.name)} on ${table.partitionOf.parent}`);
  return parent?.kind === 'trigger' ? { ...parent, schema: copy.schema, table: copy.table } : null;
}

function impliedIndex(copy: IndexObject, own: CatalogIndex): IndexObject | null {
  if (copy.partitionOf === null || !own.byIdentity.has(`index ${copy.partitionOf}`)) return null;
  return { ...copy, valid: true, ready: true };
}
