import type { CatalogObject } from '../catalog/catalog-object.ts';
import type { FindingCode } from './finding-codes.ts';

/** An object that is there under another name. */
export interface Rename {
  readonly code: FindingCode;
  readonly expected: CatalogObject;
  readonly live: CatalogObject;
}
