import { type PairCheck, pairCheck } from '../check.ts';
import { replaceConstraint } from '../words/add-constraint.ts';
import { referenceWords } from '../words/constraint-words.ts';
import { subject } from '../words/subject.ts';

export const foreignKeyTarget: PairCheck = pairCheck('foreign-key-target', ['constraint'], (expected, live) => {
  if (expected.type !== 'foreign key' || live.type !== 'foreign key') return null;
  if (JSON.stringify(expected.target) === JSON.stringify(live.target)) return null;
  return {
    expected: referenceWords(expected),
    actual: referenceWords(live),
    message: `${subject(expected)} refers to something else than it should.`,
    why: 'Rows are held against another table or other columns, and those that they should refer to are not looked at.',
    remedy: replaceConstraint(expected),
  };
});
