import { type PairCheck, pairCheck } from '../check.ts';
import { replaceConstraint } from '../words/add-constraint.ts';
import { actionWords } from '../words/constraint-words.ts';
import { subject } from '../words/subject.ts';

export const foreignKeyActions: PairCheck = pairCheck('foreign-key-actions', ['constraint'], (expected, live) => {
  if (expected.type !== 'foreign key' || live.type !== 'foreign key') return null;
  const [should, is] = [expected, live].map((constraint) => actionWords(constraint).trim() || 'NO ACTION');
  if (should === undefined || is === undefined || should === is) return null;
  return {
    expected: should,
    actual: is,
    message: `${subject(expected)} does ${is}, not ${should}.`,
    why: 'Deleting or changing a row that is referred to removes rows it should keep, keeps rows it should remove, or is refused.',
    remedy: replaceConstraint(expected),
  };
});
