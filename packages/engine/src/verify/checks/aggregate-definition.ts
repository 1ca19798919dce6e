import { type PairCheck, pairCheck } from '../check.ts';
import { aggregateWords } from '../words/routine-words.ts';
import { subject } from '../words/subject.ts';

export const aggregateDefinition: PairCheck = pairCheck(
  'aggregate-definition',
  ['aggregate'],
  (expected, live, { against }) => {
    const [should, is] = [aggregateWords(expected), aggregateWords(live)];
    if (should === is) return null;
    return {
      expected: should,
      actual: is,
      message: `${subject(expected)} is computed in another way than it should be.`,
      why: 'Queries that use it get other values.',
      remedy: [against.runAgain('CREATE OR REPLACE AGGREGATE')],
    };
  },
);
