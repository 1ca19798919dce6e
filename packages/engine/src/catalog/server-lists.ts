/** How the server writes lists, as text of the simple protocol has them. */

/** Most lists of a catalog are empty, and there are hundreds of thousands of them: they share this one. */
export const EMPTY: readonly string[] = Object.freeze([]);

/** `int2vector` and `oidvector`: `1 0 3`. */
export function vector(text: string): readonly string[] {
  return text === '' ? EMPTY : text.split(' ');
}

/** A one-dimensional array: `{a,"b c",NULL}`; null is an empty one. NULL elements become empty texts. */
export function array(text: string | null): readonly string[] {
  if (text === null || text === '{}') return EMPTY;
  const inner = text.slice(text.indexOf('{') + 1, -1);
  if (!inner.includes('"')) return inner.split(',').map((element) => (element === 'NULL' ? '' : element));
  const elements: string[] = [];
  const pattern = /"((?:[^"\\]|\\.)*)"|([^,]+)/gs;
  for (const [, quoted, bare] of inner.matchAll(pattern)) {
    elements.push(quoted?.replace(/\\(.)/gs, '$1') ?? (bare === 'NULL' ? '' : (bare ?? '')));
  }
  return elements;
}

/** In the order of code units, which no locale has a say in. */
export function sorted(texts: readonly string[]): readonly string[] {
  if (texts.length === 0) return EMPTY;
  return texts.length === 1 ? texts : [...texts].sort(inCodeOrder);
}

export function inCodeOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
