import { type PairCheck, pairCheck } from '../check.ts';
import { subject } from '../words/subject.ts';
import { typeWords } from '../words/type-words.ts';

export const rangeDefinition: PairCheck = pairCheck('range-definition', ['range type'], (expected, live) => {
  const [should, is] = [typeWords(expected), typeWords(live)];
  if (should === is) return null;
  return {
    expected: should,
    actual: is,
    message: `${subject(expected)} is defined in another way than it should be.`,
    why: 'Ranges hold other values, or compare in another way.',
    remedy: ['A range type cannot be altered: make a new one, alter the columns to it, and exchange the names.'],
  };
});
