import type { Catalog } from '../catalog/catalog.ts';
import type { CatalogObject } from '../catalog/catalog-object.ts';
import { qualifiedName } from '../catalog/qualified-name.ts';
import { differencesOf } from './difference.ts';

/**
 * Identities of what is there and in no migration. What belongs to such a table is not named beside it, and histories of
 * other tools are not meant.
 *
 * @param histories their tables, qualified
 */
export function extrasOf(expected: Catalog, actual: Catalog, histories: ReadonlySet<string>): readonly string[] {
  const extras = differencesOf(expected, actual).filter(({ state }) => state === 'extra');
  const tables = new Set(
    extras.flatMap(({ actual: object }) =>
      object?.kind === 'table' ? [qualifiedName(object.schema, object.name)] : [],
    ),
  );
  return extras
    .filter(({ actual: object }) => {
      if (object === null) return false;
      const owner = ownerOf(object);
      if (owner !== null) return !tables.has(owner) && !histories.has(owner);
      return object.kind !== 'table' || !histories.has(qualifiedName(object.schema, object.name));
    })
    .map(({ identity }) => identity);
}

/** The table that an object belongs to; null when it stands for itself. */
function ownerOf(object: CatalogObject): string | null {
  if ('table' in object) return qualifiedName(object.schema, object.table);
  if (object.kind !== 'sequence' || object.ownedBy === null) return null;
  return qualifiedName(object.ownedBy.schema, object.ownedBy.table);
}
