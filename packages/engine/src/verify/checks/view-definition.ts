import { type PairCheck, pairCheck } from '../check.ts';
import { nameOf } from '../words/names.ts';
import { oneLine } from '../words/object-words.ts';
import { subject } from '../words/subject.ts';

export const viewDefinition: PairCheck = pairCheck(
  'view-definition',
  ['view', 'materialized view'],
  (expected, live, { sameText, against }) => {
    if (sameText(expected.text, live.text, 'query')) return null;
    return {
      expected: expected.text === null ? null : oneLine(expected.text),
      actual: live.text === null ? null : oneLine(live.text),
      message: `${subject(expected)} asks something else than it should.`,
      why: 'Whoever reads it gets other rows or other values than intended.',
      remedy:
        expected.kind === 'view'
          ? [
              `Run CREATE OR REPLACE VIEW ${nameOf(expected)} with the query of ${against.either('the migration', 'the other database')}.`,
            ]
          : [
              `Drop the materialized view and make it again with the query of ${against.either('the migration', 'the other database')}.`,
            ],
    };
  },
);
