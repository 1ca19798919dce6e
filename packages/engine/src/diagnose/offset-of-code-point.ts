/**
 * The UTF-16 offset of a position as PostgreSQL counts it: 1-based, in code points.
 *
 * @param position beyond the end gives the end
 */
export function offsetOfCodePoint(text: string, position: number): number {
  let offset = 0;
  for (let count = 1; count < position && offset < text.length; count++) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}
