import type { CatalogObject } from '../catalog/catalog-object.ts';
import type { FindingCode } from './finding-codes.ts';

/** An object that is there under another name. */
export interface Rename {
  readonly code: FindingCode;
  readonly expected: CatalogObject;
  readonly live: CatalogObject;
}

/** The sequence of a column goes with its table to another schema: that is said of the table. */
export function isFollower({ expected, live }: Rename, renames: readonly Rename[]): boolean {
  if (expected.kind !== 'sequence' || expected.ownedBy === null || expected.name !== live.name) return false;
  const { schema, table } = expected.ownedBy;
  return renames.some(
    (rename) =>
      rename.expected.kind === 'table' &&
      rename.expected.schema === schema &&
      rename.expected.name === table &&
      rename.live.schema === live.schema,
  );
}
