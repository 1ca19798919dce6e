import type { ViewObject } from '../../catalog/relation-objects.ts';
import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { type PairCheck, pairCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const viewColumns: PairCheck = pairCheck(
  'view-columns',
  ['view', 'materialized view'],
  (expected, live, { sameText, against }) => {
    const isSame =
      columnWords(expected) === columnWords(live) &&
      expected.columns.every((column, place) => sameText(column.default, live.columns[place]?.default ?? null));
    if (isSame) return null;
    return {
      expected: columnWords(expected),
      actual: columnWords(live),
      message: `${subject(expected)} has other columns than it should.`,
      why: 'Queries that name a column which is not there fail, and others get another type.',
      remedy: [
        `Drop the view and make it again with the query of ${against.either('the migration', 'the other database')}: its columns cannot be altered.`,
      ],
    };
  },
);

function columnWords({ columns }: ViewObject): string {
  return `(${columns.map((column) => `${writtenIdentifier(column.name)} ${column.type}${column.default === null ? '' : ' DEFAULT ...'}`).join(', ')})`;
}
