import type { CatalogObject } from '../catalog/catalog-object.ts';

/** Where a column stands says nothing of what it holds. */
const LEFT_OUT: ReadonlySet<string> = new Set(['position']);

/** The fields in which one object differs from another: `has type text, not numeric`. */
export function differenceWords(is: CatalogObject, declared: CatalogObject): readonly string[] {
  const before: Readonly<Record<string, unknown>> = { ...is };
  return Object.entries(declared)
    .filter(([field, value]) => !LEFT_OUT.has(field) && JSON.stringify(value) !== JSON.stringify(before[field]))
    .map(([field, value]) => `has ${field} ${valueWords(before[field])}, not ${valueWords(value)}`);
}

function valueWords(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
