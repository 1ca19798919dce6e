import type { Catalog } from '../catalog/catalog.ts';
import type { CatalogObject } from '../catalog/catalog-object.ts';
import { qualifiedName } from '../catalog/qualified-name.ts';
import { type CatalogIndex, indexCatalog } from './index-catalog.ts';
import type { Rename } from './rename.ts';
import { type RenameShape, renameStages } from './rename-shapes.ts';
import { undoRenames } from './undo-renames.ts';

type Objects = Pick<Catalog, 'objects' | 'unread'>;

/**
 * Objects that are there under another name: of one shape exactly one is missing and exactly one is there that should not
 * be. Where there are more of a shape, nobody can say which is which, and none is taken for another.
 *
 * @returns the renames, the live objects with the names that they should have, and both sides looked up
 */
export function findRenames(
  expected: Objects,
  live: Objects,
): {
  readonly renames: readonly Rename[];
  readonly live: Objects;
  readonly index: Readonly<Record<'expected' | 'live', CatalogIndex>>;
} {
  const expectedIndex = indexCatalog(expected);
  const renames: Rename[] = [];
  let objects = live.objects;
  let liveIndex = indexCatalog(live);
  let lone = loneOf(expectedIndex, liveIndex);
  for (const shapes of renameStages) {
    if (lone.missing.length === 0 || lone.extra.length === 0) break;
    const found = shapes.flatMap((shape) => {
      const missing = byShape(shape, lone.missing, expectedIndex, expected.objects);
      const extra = byShape(shape, lone.extra, liveIndex, objects);
      return pairs(shape, missing, extra);
    });
    if (found.length === 0) continue;
    renames.push(...found);
    objects = undoRenames(objects, found);
    liveIndex = indexCatalog({ objects, unread: live.unread });
    lone = loneOf(expectedIndex, liveIndex);
  }
  const index = { expected: expectedIndex, live: liveIndex };
  return { renames, live: { objects, unread: live.unread }, index };
}

function loneOf(
  expected: CatalogIndex,
  live: CatalogIndex,
): Readonly<Record<'missing' | 'extra', readonly CatalogObject[]>> {
  return { missing: loneIn(expected, live), extra: loneIn(live, expected) };
}

/** What is on this side only, and stands on something that is on both. */
function loneIn(own: CatalogIndex, other: CatalogIndex): readonly CatalogObject[] {
  const lone: CatalogObject[] = [];
  for (const [identity, object] of own.byIdentity) {
    if (other.byIdentity.has(identity) || own.unread.has(identity) || other.unread.has(identity)) continue;
    if (!('table' in object) || isThere(other, object)) lone.push(object);
  }
  return lone;
}

function isThere(index: CatalogIndex, { schema, table }: { readonly schema: string; readonly table: string }): boolean {
  const name = qualifiedName(schema, table);
  return ['table', 'view', 'materialized view'].some((kind) => index.byIdentity.has(`${kind} ${name}`));
}

function byShape(
  { kinds, shapeOf }: RenameShape,
  lone: readonly CatalogObject[],
  index: CatalogIndex,
  objects: readonly CatalogObject[],
): ReadonlyMap<string, readonly CatalogObject[]> {
  const groups = new Map<string, CatalogObject[]>();
  for (const object of lone) {
    const shape = kinds.includes(object.kind) ? shapeOf(object, index, objects) : null;
    if (shape !== null) groups.set(shape, [...(groups.get(shape) ?? []), object]);
  }
  return groups;
}

function pairs(
  { code }: RenameShape,
  missing: ReadonlyMap<string, readonly CatalogObject[]>,
  extra: ReadonlyMap<string, readonly CatalogObject[]>,
): readonly Rename[] {
  return [...missing].flatMap(([shape, objects]) => {
    const [expected, ...others] = objects;
    const [live, ...more] = extra.get(shape) ?? [];
    const isClear = expected !== undefined && live !== undefined && others.length === 0 && more.length === 0;
    return isClear ? [{ code, expected, live }] : [];
  });
}
