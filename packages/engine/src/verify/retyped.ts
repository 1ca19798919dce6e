import type { Comparison } from './comparison.ts';

/**
 * Whether one of the columns has another type than it should. The server then writes the expressions over it with other
 * casts: that is the same difference, not a second one.
 */
export function isRetyped(
  { schema, table }: { readonly schema: string; readonly table: string },
  columns: readonly string[],
  { expected, live }: Comparison,
): boolean {
  const types = new Map(live.columnsOf(schema, table).map(({ name, type }) => [name, type]));
  return expected
    .columnsOf(schema, table)
    .some(({ name, type }) => columns.includes(name) && types.has(name) && types.get(name) !== type);
}

/** Two expressions but for their casts and the parentheses that casts bring. */
export function sameButCasts(expected: string | null, live: string | null): boolean {
  return expected !== null && live !== null && withoutCasts(expected) === withoutCasts(live);
}

const CAST =
  /::(?:[\w.]+|"[^"]+")(?: (?:varying|precision|without time zone|with time zone))?(?:\([\d,]+\))?(?:\[\])*/g;

function withoutCasts(text: string): string {
  return text.replace(CAST, '').replace(/[()\s]/g, '');
}
