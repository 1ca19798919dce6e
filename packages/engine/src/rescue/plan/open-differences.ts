import type { Catalog } from '../../catalog/catalog.ts';
import { qualifiedName } from '../../catalog/qualified-name.ts';
import { type Difference, differencesOf } from '../difference.ts';

export type OpenDifference = Exclude<Difference, { state: 'extra' }>;

/**
 * What is still to be repaired. Columns of a missing table come with it, and so do the sequences of its serial columns;
 * the sequence of an identity column comes with the column.
 */
export function openDifferences(expected: Catalog, actual: Catalog): readonly OpenDifference[] {
  const all = differencesOf(expected, actual).filter((one): one is OpenDifference => one.state !== 'extra');
  const missing = new Set(
    all.flatMap(({ expected: object, state }) => {
      return state === 'missing' && object.kind === 'table' ? [qualifiedName(object.schema, object.name)] : [];
    }),
  );
  return all.filter(({ expected: object, state }) => {
    if (state !== 'missing') return true;
    if (object.kind === 'column') return !missing.has(qualifiedName(object.schema, object.table));
    if (object.kind !== 'sequence' || object.ownedBy === null) return true;
    return !object.identity && !missing.has(qualifiedName(object.ownedBy.schema, object.ownedBy.table));
  });
}
