import type { SqlType } from './sql-type.ts';
import { isSameType } from './sql-type.ts';
import { castOf, isKnownType } from './type-casts.ts';

/**
 * How the types of a foreign key's column and of the column it points to go together: `accepted` when PostgreSQL takes
 * the key although they differ, `refused` when it does not (42804).
 */
export type KeyAgreement = 'same' | 'accepted' | 'refused' | 'unknown';

/** Types that are compared with each other by operators of one family of btree. */
const FAMILIES: readonly (readonly string[])[] = [
  ['int2', 'int4', 'int8'],
  ['float4', 'float8'],
  ['date', 'timestamp', 'timestamptz'],
  ['text', 'name'],
];
/** Types whose indexes are those of another type. */
const INDEXED_AS: Readonly<Record<string, string>> = { varchar: 'text', cidr: 'inet' };

/**
 * PostgreSQL takes a key when the index of the target has an equality operator for both types, or when the type of the
 * key becomes that of the index unasked (ATAddForeignKeyConstraint).
 *
 * @param key the type of the referencing column, domains resolved
 * @param target the type of the referenced column, domains resolved
 */
export function keyAgreement(key: SqlType, target: SqlType): KeyAgreement {
  if (isSameType(key, target)) return 'same';
  if (!isKnownType(key) || !isKnownType(target)) return 'unknown';
  if (key.isArray !== target.isArray) return 'refused';
  // Of arrays the element types must be the same, but for what is stored in the same way.
  if (key.isArray) return 'unknown';
  const indexed = INDEXED_AS[target.name] ?? target.name;
  if (key.name === indexed) return 'accepted';
  if (FAMILIES.some((family) => family.includes(key.name) && family.includes(indexed))) return 'accepted';
  return castOf(key, { ...target, name: indexed }) === 'implicit' ? 'accepted' : 'refused';
}
