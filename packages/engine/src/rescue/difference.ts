import type { Catalog } from '../catalog/catalog.ts';
import type { CatalogObject } from '../catalog/catalog-object.ts';
import { identityOf } from '../catalog/identity-of.ts';
import { objectMap } from '../expect/catalog-changes.ts';

/** An object that is not as it should be. */
export type Difference =
  | { readonly state: 'missing'; readonly identity: string; readonly expected: CatalogObject; readonly actual: null }
  | {
      readonly state: 'different';
      readonly identity: string;
      readonly expected: CatalogObject;
      readonly actual: CatalogObject;
    }
  | { readonly state: 'extra'; readonly identity: string; readonly expected: null; readonly actual: CatalogObject };

/** What a live schema lacks, has otherwise, and has besides, in the order of the catalogs. */
export function differencesOf(
  expected: Pick<Catalog, 'objects'>,
  actual: Pick<Catalog, 'objects'>,
): readonly Difference[] {
  const live = objectMap(actual);
  const wanted = objectMap(expected);
  return [
    ...expected.objects.flatMap((object): readonly Difference[] => {
      const identity = identityOf(object);
      const found = live.get(identity);
      if (found === undefined) return [{ state: 'missing', identity, expected: object, actual: null }];
      return isSameObject(object, found) ? [] : [{ state: 'different', identity, expected: object, actual: found }];
    }),
    ...actual.objects.flatMap((object): readonly Difference[] => {
      const identity = identityOf(object);
      return wanted.has(identity) ? [] : [{ state: 'extra', identity, expected: null, actual: object }];
    }),
  ];
}

/** Whether two objects are alike. Where a column stands is not said by any query that names its columns. */
export function isSameObject(one: CatalogObject, other: CatalogObject): boolean {
  return essence(one) === essence(other);
}

function essence(object: CatalogObject): string {
  return JSON.stringify(object.kind === 'column' ? { ...object, position: 0 } : object);
}
