import type { CatalogObject } from '../../catalog/catalog-object.ts';
import { identityOf } from '../../catalog/identity-of.ts';

/** What an object is called at the beginning of a sentence: `Table public.users`. */
export function subject(object: CatalogObject): string {
  const identity = identityOf(object);
  return identity.charAt(0).toUpperCase() + identity.slice(1);
}
