import type { ReadCatalogOptions } from '../catalog/read-catalog.ts';

/** What of a database is read: the same on both sides of a comparison. */
export function readingOptions({
  schema,
  schemas,
}: {
  readonly schema?: string | undefined;
  readonly schemas?: readonly string[] | undefined;
}): ReadCatalogOptions {
  return {
    ...(schemas === undefined ? {} : { schemas }),
    ...(schema === undefined ? {} : { historySchema: schema }),
  };
}
