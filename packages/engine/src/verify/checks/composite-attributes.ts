import { type PairCheck, pairCheck } from '../check.ts';
import { subject } from '../words/subject.ts';
import { typeWords } from '../words/type-words.ts';

export const compositeAttributes: PairCheck = pairCheck(
  'composite-attributes',
  ['composite type'],
  (expected, live) => {
    const [should, is] = [typeWords(expected), typeWords(live)];
    if (should === is) return null;
    return {
      expected: should,
      actual: is,
      message: `${subject(expected)} has other attributes than it should.`,
      why: 'Statements that build or take apart such a value fail or mix up its parts.',
      remedy: ['Bring it into shape by ALTER TYPE ... ADD, DROP, ALTER or RENAME ATTRIBUTE.'],
    };
  },
);
