import type { ReadCatalogOptions } from '../catalog/read-catalog.ts';

/** What of a database is read: the same on both sides of a comparison. */
export function readingOptions({
  schema,
  schemas,
  annotations,
}: {
  readonly schema?: string | undefined;
  readonly schemas?: readonly string[] | undefined;
  readonly annotations?: boolean | undefined;
}): ReadCatalogOptions {
  return {
    ...(schemas === undefined ? {} : { schemas }),
    ...(schema === undefined ? {} : { historySchema: schema }),
    ...(annotations === undefined ? {} : { annotations }),
  };
}
