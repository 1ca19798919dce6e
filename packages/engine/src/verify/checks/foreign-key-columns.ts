import { type PairCheck, pairCheck } from '../check.ts';
import { replaceConstraint } from '../words/add-constraint.ts';
import { constraintWords } from '../words/constraint-words.ts';
import { listed } from '../words/names.ts';
import { subject } from '../words/subject.ts';

export const foreignKeyColumns: PairCheck = pairCheck('foreign-key-columns', ['constraint'], (expected, live) => {
  if (expected.type !== 'foreign key' || live.type !== 'foreign key') return null;
  if (listed(expected.columns) === listed(live.columns) && expected.temporal === live.temporal) return null;
  return {
    expected: constraintWords(expected),
    actual: constraintWords(live),
    message: `${subject(expected)} holds (${listed(live.columns)}), not (${listed(expected.columns)}).`,
    why: 'The columns that should refer to existing rows may refer to nothing.',
    remedy: replaceConstraint(expected),
  };
});
