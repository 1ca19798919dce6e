/** Whether two values of JSON are the same, whatever the order of their keys. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && isSameList(a, b);
  const [one, other] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>];
  // No lists of keys are made: two catalogs have hundreds of thousands of values to compare.
  let unmatched = 0;
  for (const key in one) {
    const value = other[key];
    if (value === undefined && !Object.hasOwn(other, key)) return false;
    if (one[key] !== value && !isSameValue(one[key], value)) return false;
    unmatched++;
  }
  for (const _ in other) unmatched--;
  return unmatched === 0;
}

function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) {
    if (!isSameValue(a[index], b[index])) return false;
  }
  return true;
}
