import type { CatalogObject, ObjectKind } from '../catalog/catalog-object.ts';
import type { Difference } from './check.ts';
import type { Comparison } from './comparison.ts';
import type { FindingCode } from './finding-codes.ts';
import { nameOf, tableOf } from './words/names.ts';
import { objectWords } from './words/object-words.ts';
import { subject } from './words/subject.ts';

/** Something of the right name and the wrong kind. */
export interface KindChange {
  readonly code: FindingCode;
  readonly expected: CatalogObject;
  readonly live: CatalogObject;
}

const relations: readonly ObjectKind[] = ['table', 'view', 'materialized view', 'sequence'];
const types: readonly ObjectKind[] = ['enum', 'domain', 'composite type', 'range type'];
const routines: readonly ObjectKind[] = ['function', 'procedure', 'aggregate'];

/** Pairs what is missing with what is there under the same name. */
export function findKindChanges(
  missing: readonly CatalogObject[],
  extra: readonly CatalogObject[],
): readonly KindChange[] {
  const found = new Map(extra.flatMap((object) => placesOf(object).map((place) => [place.key, object])));
  return missing.flatMap((expected) =>
    placesOf(expected).flatMap(({ code, key }) => {
      const live = found.get(key);
      return live === undefined ? [] : [{ code, expected, live }];
    }),
  );
}

/** The name that no other object of the family can have at the same time. */
function placesOf(object: CatalogObject): readonly { readonly code: FindingCode; readonly key: string }[] {
  if (relations.includes(object.kind)) return [{ code: 'relation-kind', key: `relation ${nameOf(object)}` }];
  if (types.includes(object.kind)) return [{ code: 'type-kind', key: `type ${nameOf(object)}` }];
  if (routines.includes(object.kind) && 'signature' in object) {
    return [{ code: 'routine-kind', key: `routine ${nameOf(object)}(${object.signature})` }];
  }
  if (object.kind === 'index' || (object.kind === 'constraint' && object.indexValid !== null)) {
    return [{ code: 'constraint-kind', key: `index ${tableOf(object)} ${object.name}` }];
  }
  return [];
}

const whys: Partial<Record<FindingCode, string>> = {
  'relation-kind': 'Statements that work with the one fail with the other.',
  'type-kind': 'Values that should fit may not, and statements that take the type apart fail.',
  'routine-kind': 'SELECT and CALL reach the one and not the other.',
  'constraint-kind': 'ON CONFLICT ON CONSTRAINT, and foreign keys that name it, rely on the one that should be there.',
};

export function kindDifference({ code, expected, live }: KindChange, comparison: Comparison): Difference {
  const isIndex = code === 'constraint-kind';
  return {
    expected: objectWords(expected, comparison.expected),
    actual: objectWords(live, comparison.live),
    message: `${subject(expected)} is ${/^[aei]/.test(live.kind) ? 'an' : 'a'} ${live.kind}, not ${/^[aei]/.test(expected.kind) ? 'an' : 'a'} ${expected.kind}.`,
    why: whys[code] ?? '',
    remedy: isIndex
      ? ['Drop it and make the other one, in one transaction.']
      : [`Rename or drop the ${live.kind}, then run the statement that makes the ${expected.kind} again.`],
  };
}
