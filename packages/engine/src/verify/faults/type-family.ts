/** Types whose values compare with each other through an index, so that they may stand on both sides of a key. */
const FAMILIES: readonly (readonly string[])[] = [
  ['smallint', 'integer', 'bigint'],
  ['text', 'character varying', 'character', 'citext', 'name'],
  ['uuid'],
];

/** `character varying(20)` is `character varying`. */
export function withoutModifier(type: string): string {
  return type.replace(/\(.*\)$/, '').trim();
}

/** Which family of keys a type belongs to; -1 for types that are no keys. */
export function keyFamily(type: string): number {
  const name = withoutModifier(type);
  return FAMILIES.findIndex((family) => family.includes(name));
}
