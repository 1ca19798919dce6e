import { type PairCheck, pairCheck } from '../check.ts';
import { replaceConstraint } from '../words/add-constraint.ts';
import { constraintWords } from '../words/constraint-words.ts';
import { listed } from '../words/names.ts';
import { subject } from '../words/subject.ts';

export const primaryKeyColumns: PairCheck = pairCheck('primary-key-columns', ['constraint'], (expected, live) => {
  if (expected.type !== 'primary key' || live.type !== 'primary key') return null;
  const isSame = JSON.stringify(keyOf(expected)) === JSON.stringify(keyOf(live));
  if (isSame) return null;
  return {
    expected: constraintWords(expected),
    actual: constraintWords(live),
    message: `${subject(expected)} is of (${listed(live.columns)}), not of (${listed(expected.columns)}).`,
    why: 'Rows that should be one can be there twice, or rows that should be two are refused.',
    remedy: replaceConstraint(expected),
  };
});

function keyOf({ columns, include, temporal }: Parameters<typeof constraintWords>[0]): unknown {
  return [columns, include, temporal];
}
