import type { CatalogObject } from '../catalog/catalog-object.ts';

type Fields = Readonly<Record<string, unknown>>;
type Empty = null | false | readonly [];

/**
 * The fields of the objects of one kind, in order, each with what it holds where it is left out: most of what could be
 * said of an object does not apply to it, and a line of a snapshot is read by people.
 */
export type ObjectShape = readonly (readonly [field: string, empty?: Empty])[];

/** The shapes of the objects of a catalog, by their kinds, which come in alphabetical order. */
export function objectShapes(objects: readonly CatalogObject[]): ReadonlyMap<string, ObjectShape> {
  const byKind = new Map<string, Fields[]>();
  for (const object of objects) {
    const known = byKind.get(object.kind);
    if (known === undefined) byKind.set(object.kind, [{ ...object }]);
    else known.push({ ...object });
  }
  return new Map([...byKind.keys()].sort().map((kind) => [kind, shapeOf(byKind.get(kind) ?? [])]));
}

/** An object without the fields that its shape stands for. */
export function trimmed(object: CatalogObject, shape: ObjectShape): Fields {
  const empties = new Map(shape.map(([field, empty]) => [field, JSON.stringify(empty)]));
  return Object.fromEntries(
    Object.entries(object).filter(([field, value]) => JSON.stringify(value) !== empties.get(field)),
  );
}

/** The object as it was. */
export function restored(fields: Fields, shape: ObjectShape): Fields {
  const all = shape.flatMap(([field, empty]): [string, unknown][] => {
    if (field in fields) return [[field, fields[field]]];
    return empty === undefined ? [] : [[field, empty]];
  });
  return { ...Object.fromEntries(all), ...fields };
}

function shapeOf(objects: readonly Fields[]): ObjectShape {
  const fields = [...new Set(objects.flatMap((object) => Object.keys(object)))];
  return fields.map((field) => {
    // What some do not have at all cannot be left out: it would come back.
    const isInAll = objects.every((object) => field in object);
    const empty = isInAll ? objects.map((object) => object[field]).find(isEmpty) : undefined;
    return empty === undefined ? [field] : [field, empty];
  });
}

function isEmpty(value: unknown): value is Empty {
  return value === null || value === false || (Array.isArray(value) && value.length === 0);
}
