import { type PairCheck, pairCheck } from '../check.ts';
import { nameOf } from '../words/names.ts';
import { subject } from '../words/subject.ts';

export const viewNotPopulated: PairCheck = pairCheck(
  'view-not-populated',
  ['view', 'materialized view'],
  (expected, live) => {
    if (expected.kind !== 'materialized view' || !expected.populated || live.populated) return null;
    return {
      expected: 'WITH DATA',
      actual: 'WITH NO DATA',
      message: `${subject(expected)} holds no data.`,
      why: 'Every query that reads it fails: it has not been populated.',
      remedy: [`REFRESH MATERIALIZED VIEW ${nameOf(expected)};`],
    };
  },
);
