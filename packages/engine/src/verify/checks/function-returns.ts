import { type PairCheck, pairCheck } from '../check.ts';
import { returnWords } from '../words/routine-words.ts';
import { subject } from '../words/subject.ts';

export const functionReturns: PairCheck = pairCheck(
  'function-returns',
  ['function', 'procedure'],
  (expected, live, { against }) => {
    const [should, is] = [returnWords(expected), returnWords(live)];
    if (should === is) return null;
    return {
      expected: should,
      actual: is,
      message: `${subject(expected)} ${is ?? 'returns nothing'}, not ${should ?? 'nothing'}.`,
      why: 'Queries that use what it returns fail or get another type.',
      remedy: [
        `Drop the function and make it again as ${against.either('the migration does', 'in the other database')}: what it returns cannot be altered.`,
      ],
    };
  },
);
