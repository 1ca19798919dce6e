const LIST_OF_VARCHAR = /\((ARRAY\[(?:'(?:[^']|'')*'::character varying(?:, )?)+\])\)::text\[\]/g;

/**
 * An expression as it has to be given to a server so that the server writes it as it stands. PostgreSQL writes
 * `role IN ('a', 'b')` of a varchar as a list that is cast whole, and reads that as a list whose members are cast, each
 * by itself: the same in effect, another text. Without the cast it makes the first form by itself.
 */
export function rewritten(text: string): string {
  return text.replace(LIST_OF_VARCHAR, '$1');
}
